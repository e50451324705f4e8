package api

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// claimOf returns a claim, or an entry of a waiting list, that the caller may see and
// change: as its holder, or because they may act for the holder. Anybody else's is
// no_such_claim. The booker is whose it is, with what the log is to say where it is
// not the caller's own.
func (a *API) claimOf(ctx context.Context, id ticketing.ClaimID) (ticketing.Claim, booker, error) {
	c, err := a.Tickets.Lookup(ctx, id)
	if err == nil && c.State == ticketing.Void {
		err = ticketing.ErrNoClaim
	}
	if err != nil {
		return ticketing.Claim{}, booker{}, err
	}
	b, err := a.over(ctx, c.Holder)
	if errors.Is(err, errNotForThem) {
		err = ticketing.ErrNoClaim
	}
	return c, b, err
}

// over says in what capacity the caller speaks for a holder, or not_for_them. Unlike
// booking anew it needs no agreement on the spot: what was booked for somebody may be
// changed and given back by whoever may act for them.
func (a *API) over(ctx context.Context, holder ticketing.HolderID) (booker, error) {
	account := actor(ctx).Account
	b := booker{holder: holder}
	if string(holder) == string(account.ID) || account.Person != "" && string(holder) == account.Person {
		return b, nil
	}
	p, err := a.personBehind(ctx, holder)
	if err != nil {
		return booker{}, err
	}
	me, err := a.knownSelf(ctx)
	if err != nil || me.ID == p.ID {
		return b, err
	}
	b.person = p
	relation, ok, err := a.Community.MayAct(ctx, me.ID, p.ID, community.ToSignUp, a.Now())
	if err != nil {
		return booker{}, err
	}
	if ok {
		b.detail = map[string]string{"relation": string(relation.ID), "kind": relation.Kind}
		return b, nil
	}
	_, err = a.personInOffice(ctx, p.ID)
	b.detail = map[string]string{}
	return b, err
}

// personBehind is the person a holder is: by their id, that of a record merged into
// theirs, or that of the account which stands for them. Nobody is not_for_them.
func (a *API) personBehind(ctx context.Context, holder ticketing.HolderID) (community.Person, error) {
	anywhere := community.Reach{community.Everything}
	p, err := a.Community.PersonIn(ctx, anywhere, community.PersonID(holder))
	if !errors.Is(err, community.ErrNoPerson) {
		return p, err
	}
	account, err := a.Identity.Account(ctx, identity.AccountID(holder))
	if errors.Is(err, identity.ErrNoAccount) || err == nil && account.Person == "" {
		return community.Person{}, errNotForThem
	}
	if err != nil {
		return community.Person{}, err
	}
	p, err = a.Community.PersonIn(ctx, anywhere, community.PersonID(account.Person))
	if errors.Is(err, community.ErrNoPerson) {
		err = errNotForThem
	}
	return p, err
}

// holdersOf is under which names somebody has places: their own record, those merged
// into it, and the account that stands for them. "" is the caller.
func (a *API) holdersOf(ctx context.Context, id community.PersonID) ([]ticketing.HolderID, error) {
	me, err := a.self(ctx)
	if err != nil && !errors.Is(err, errNobody) {
		return nil, err
	}
	account := ticketing.HolderID(actor(ctx).Account.ID)
	if id == "" || id == me.ID {
		if me.ID == "" {
			return []ticketing.HolderID{account}, nil
		}
		holders, err := a.records(ctx, me.ID)
		return append(holders, account), err
	}
	if _, err := a.over(ctx, ticketing.HolderID(id)); err != nil {
		return nil, err
	}
	holders, err := a.records(ctx, id)
	if err != nil {
		return nil, err
	}
	theirs, err := a.Identity.AccountOfPerson(ctx, string(id))
	if errors.Is(err, identity.ErrNoAccount) {
		return holders, nil
	}
	return append(holders, ticketing.HolderID(theirs.ID)), err
}

// records are a person's own record and those merged into it.
func (a *API) records(ctx context.Context, id community.PersonID) ([]ticketing.HolderID, error) {
	merged, _, err := a.Community.Store.People.List(ctx, community.By{Index: "merged", Prefix: string(id) + "/", Limit: 100})
	holders := []ticketing.HolderID{ticketing.HolderID(id)}
	for _, p := range merged {
		holders = append(holders, ticketing.HolderID(p.ID))
	}
	return holders, err
}

// claimsOfAll lists the claims held under several names: those of the first, newest
// first, then those of the next. The cursor says which and where.
func (a *API) claimsOfAll(ctx context.Context, holders []ticketing.HolderID, page events.PageQuery) ([]ticketing.Claim, string, error) {
	at := 0
	if page.After != "" {
		n, rest, ok := strings.Cut(page.After, ".")
		var err error
		if at, err = strconv.Atoi(n); err != nil || !ok || at < 0 || at >= len(holders) {
			return nil, "", errCursor
		}
		page.After = rest
	}
	var all []ticketing.Claim
	for ; at < len(holders); at++ {
		claims, next, err := a.Tickets.ClaimsOf(ctx, holders[at], page)
		if err != nil {
			return nil, "", pageFault(err)
		}
		all = append(all, claims...)
		if next != "" {
			return all, strconv.Itoa(at) + "." + next, nil
		}
		page.After, page.Limit = "", page.Limit-len(claims)
		if page.Limit == 0 && at+1 < len(holders) {
			return all, strconv.Itoa(at+1) + ".", nil
		}
	}
	return all, "", nil
}

// forWhom is whose a claim is, where it is not the caller's own.
func (a *API) forWhom(ctx context.Context, holder ticketing.HolderID) (community.PersonID, error) {
	account := actor(ctx).Account
	switch string(holder) {
	case string(account.ID), account.Person:
		return "", nil
	}
	p, err := a.personBehind(ctx, holder)
	if errors.Is(err, errNotForThem) { // removed since, or a record merged away
		return "", nil
	}
	me, selfErr := a.knownSelf(ctx)
	if err != nil || selfErr != nil || me.ID == p.ID {
		return "", errors.Join(err, selfErr)
	}
	return p.ID, nil
}
