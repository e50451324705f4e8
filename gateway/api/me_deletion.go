package api

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// Errors of being deleted.
var (
	errConfirm    = fault.New(fault.Invalid, "confirm_word", "write 删除 to confirm")
	errLiveClaims = fault.New(fault.Conflict, "live_claims", "there are places booked still; give them back first")
)

// DeletionRequest asks for everything to be deleted.
type DeletionRequest struct {
	Confirm string `json:"confirm" maxLength:"32" example:"删除" doc:"The word 删除"`
	Why     string `json:"why,omitempty" maxLength:"400"`
}

// DeletionInput is a wish to be forgotten.
type DeletionInput struct{ Body DeletionRequest }

// Deletion says what becomes of it.
type Deletion struct {
	Done         time.Time `json:"done" doc:"The account is closed: nobody is signed in with it any more"`
	RecordGone   time.Time `json:"record_gone" doc:"When the empty record and the empty account are taken away too"`
	ConsentsGone time.Time `json:"consents_gone" doc:"When the proofs of consent and the log's lines are"`
}

// leaver is who is to be forgotten: a person with all of their records and accounts,
// or an account that stands for nobody.
type leaver struct {
	account  identity.AccountID // that asks
	person   community.PersonID // the record that counts, "" for nobody
	scope    community.NodeID
	records  []community.PersonID
	accounts []identity.AccountID
}

// postDeletion forgets the caller: the person the account stands for, where it stands
// for one, and every account of theirs. The number may sign in again, as somebody new.
//
//	POST /v1/me/deletion   {"confirm": "删除"}
//	202 Deletion and the cookie taken back | 400 confirm_word | 409 live_claims
//
// Whoever holds places at an event still to come gives them back first; those of
// events that are over stay under an id that is nobody's any more. Signing in and
// sending it again after an error finishes what was begun.
func (a *API) postDeletion(ctx context.Context, in *DeletionInput) (*cookieReply[Deletion], error) {
	if strings.TrimSpace(in.Body.Confirm) != "删除" {
		return nil, errConfirm
	}
	who, err := a.leaver(ctx)
	if err != nil {
		return nil, err
	}
	what, object := "account.close", accountObject(who.account)
	if who.person != "" {
		what, object = "person.remove", "person/"+string(who.person)
	}
	err = a.audited(ctx, what, object, who.scope, "", in.Body.Why, nil, func(ctx context.Context) error {
		return a.forget(ctx, who)
	})
	if err != nil {
		return nil, err
	}
	return &cookieReply[Deletion]{Cookie: sessionCookie(ctx, "", time.Unix(1, 0)), Body: a.deletion()}, nil
}

// deletion says what becomes of what was deleted just now.
func (a *API) deletion() Deletion {
	now := here(a.Now())
	return Deletion{
		Done: now, RecordGone: now.Add(max(community.RemovedKept, identity.ClosedKept)),
		ConsentsGone: now.AddDate(community.ConsentYears, 0, 0),
	}
}

// leaver finds all that stands for the caller, also where a deletion was cut short.
func (a *API) leaver(ctx context.Context) (leaver, error) {
	account := actor(ctx).Account
	who := leaver{account: account.ID, scope: community.Everything, accounts: []identity.AccountID{account.ID}}
	if account.Person == "" {
		return who, nil
	}
	records, err := a.Community.Records(ctx, community.PersonID(account.Person))
	if errors.Is(err, community.ErrNoPerson) { // forgotten long ago
		return who, nil
	}
	if err != nil {
		return who, err
	}
	who.records, who.person = records, records[len(records)-1]
	p, err := a.Community.Store.People.Get(ctx, who.person)
	if err != nil {
		return who, err
	}
	who.scope = scopeOf(p)
	for _, id := range records {
		other, err := a.Identity.AccountOfPerson(ctx, string(id))
		if err == nil && other.ID != account.ID {
			// Their own goes last: while it stands, the deletion can be sent again.
			who.accounts = append([]identity.AccountID{other.ID}, who.accounts...)
		}
		if err != nil && !errors.Is(err, identity.ErrNoAccount) {
			return who, err
		}
	}
	return who, nil
}

// forget does it, in an order that can be begun again.
func (a *API) forget(ctx context.Context, who leaver) error {
	if err := a.noLiveClaims(ctx, who); err != nil {
		return err
	}
	if err := a.leaveLists(ctx, who); err != nil {
		return err
	}
	// Before the record, by which others than its owner find it again to go on.
	if a.Merger != nil {
		if err := a.Merger.Empty(ctx, who.records); err != nil {
			return err
		}
	}
	if err := a.leaveBanquets(ctx, who); err != nil {
		return err
	}
	if who.person != "" {
		if err := a.Community.Erase(ctx, who.person); err != nil {
			return err
		}
	}
	for _, id := range who.accounts {
		if err := a.unname(ctx, string(id)); err != nil {
			return err
		}
		if err := a.Identity.Close(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// unname takes the name of an account off what it did: the records of it keep its id.
func (a *API) unname(ctx context.Context, account string) error {
	err := errors.Join(a.Audit.Unname(ctx, account), a.Community.Unname(ctx, account))
	if a.Merger != nil {
		err = errors.Join(err, a.Merger.Unname(ctx, account))
	}
	if a.Imports != nil {
		err = errors.Join(err, a.Imports.Unname(ctx, account))
	}
	return err
}

// holders are the names under which places may be held: a claim is an account's or a
// person's.
func (w leaver) holders() []ticketing.HolderID {
	var ids []ticketing.HolderID
	for _, id := range w.accounts {
		ids = append(ids, ticketing.HolderID(id))
	}
	for _, id := range w.records {
		ids = append(ids, ticketing.HolderID(id))
	}
	return ids
}

// noLiveClaims refuses, naming them, while somebody holds places of a session that is
// not over.
func (a *API) noLiveClaims(ctx context.Context, who leaver) error {
	live := []string{}
	for _, holder := range who.holders() {
		err := a.claimsUnder(ctx, holder, func(c ticketing.Claim) error {
			if c.State != ticketing.Claimed {
				return nil
			}
			session, err := a.Events.Session(ctx, c.Session)
			if err == nil && !session.Ends.After(a.Now()) {
				return nil
			}
			if err != nil && !errors.Is(err, events.ErrNoSession) { // of unknown time: held as far as we know
				return err
			}
			live = append(live, string(c.ID))
			return nil
		})
		if err != nil {
			return fmt.Errorf("places that are held: %w", err)
		}
	}
	if len(live) > 0 {
		return errLiveClaims.With("claims", live)
	}
	return nil
}

// leaveBanquets takes somebody out of what their household does at banquets.
func (a *API) leaveBanquets(ctx context.Context, who leaver) error {
	if a.Banquet == nil {
		return nil
	}
	for _, id := range who.records {
		p, err := a.Community.Store.People.Get(ctx, id)
		if err == nil {
			err = a.Banquet.ForgetPerson(ctx, id, p.Household)
		}
		if err != nil && !errors.Is(err, community.ErrNoPerson) {
			return fmt.Errorf("leave the banquets: %w", err)
		}
	}
	return nil
}

// leaveLists gives up where somebody waits, and what they were offered.
func (a *API) leaveLists(ctx context.Context, who leaver) error {
	for _, holder := range who.holders() {
		list, err := a.Tickets.StandingsOf(ctx, holder)
		if err != nil {
			return fmt.Errorf("waiting lists: %w", err)
		}
		for _, st := range list {
			if err := a.Tickets.Leave(ctx, holder, st.Claim.ID); err != nil {
				return fmt.Errorf("leave a waiting list: %w", err)
			}
		}
	}
	return nil
}
