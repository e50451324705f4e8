package api

import (
	"context"
	"errors"
	"strings"
	"time"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// errOwnHand: somebody who works for the community, or oneself, is not deleted by
// another's hand.
var errOwnHand = fault.New(fault.Conflict, "own_hand", "who holds a role has it taken back first, and one's own record is deleted under one's own affairs")

// wishRate is how often one account may carry out wishes about whole records: a copy of
// everything, or its deletion.
var wishRate = Rate{Count: 20, Per: time.Hour, Burst: 20}

// Wish is what somebody wants done with all that is kept about them, said to whoever
// works with them: by telephone, at the door, on paper.
type Wish struct {
	Why     string    `json:"why" maxLength:"200" doc:"At least two characters"`
	Consent Agreement `json:"consent" doc:"How they said it, and who heard it"`
}

// WishInput is a wish about a person.
type WishInput struct {
	Person community.PersonID `path:"person" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body   Wish
}

// DeletionWish is the wish to be deleted.
type DeletionWish struct {
	Wish
	Confirm string `json:"confirm" maxLength:"32" example:"删除" doc:"The word 删除"`
}

// DeletionWishInput is that wish about a person.
type DeletionWishInput struct {
	Person community.PersonID `path:"person" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body   DeletionWish
}

// wished checks a wish about somebody whom the caller may change and see in full, and
// returns what the log is to say of it.
func (a *API) wished(ctx context.Context, id community.PersonID, w Wish) (p community.Person, why string, detail map[string]string, err error) {
	if why, err = reason(w.Why); err != nil {
		return p, "", nil, err
	}
	witness := strings.Join(strings.Fields(w.Consent.Witness), " ")
	if w.Consent.How != "paper" && witness == "" {
		return p, "", nil, community.ErrWitness
	}
	if p, err = a.Community.PersonIn(ctx, a.reach(ctx, identity.RevealPeople), id); err == nil {
		_, err = a.Community.PersonIn(ctx, a.reach(ctx, identity.ChangePeople), id)
	}
	return p, why, map[string]string{"how": w.Consent.How, "witness": witness}, err
}

// postPersonCopy gives out everything kept about somebody who cannot ask for it
// themselves, to be printed and handed to them.
//
//	POST /v1/people/{person}/copy   {"why": "本人要一份", "consent": {"how": "voice", "witness": "童爱华"}}
//	200 MyData | 400 reason, witness | 404 no_such_person | 429 slow_down
//
// Of their account it holds the number and the roles, and not their devices.
func (a *API) postPersonCopy(ctx context.Context, in *WishInput) (*attachment[MyData], error) {
	p, why, detail, err := a.wished(ctx, in.Person, in.Body)
	if err != nil {
		return nil, err
	}
	d := a.emptyCopy()
	err = a.audited(ctx, "person.copy", "person/"+string(p.ID), scopeOf(p), p.ID, why, detail, func(ctx context.Context) error {
		if err := refusal(a.shared(ctx, "wish/"+string(actor(ctx).Account.ID), wishRate)); err != nil {
			return err
		}
		return a.copyOf(ctx, &d, p.ID)
	})
	if err != nil {
		return nil, err
	}
	return &attachment[MyData]{`attachment; filename="wanjia-data.json"`, d}, nil
}

// copyOf fills in what is kept about a person under their records and account.
func (a *API) copyOf(ctx context.Context, d *MyData, id community.PersonID) error {
	holders, err := a.records(ctx, id)
	if err != nil {
		return err
	}
	queries := []audit.Query{{For: string(id)}, {Object: "person/" + string(id)}}
	account, err := a.Identity.AccountOfPerson(ctx, string(id))
	switch {
	case err == nil:
		d.Account = myAccount(account, a.Now())
		holders = append(holders, ticketing.HolderID(account.ID))
		queries = append(queries, audit.Query{Account: string(account.ID)})
	case !errors.Is(err, identity.ErrNoAccount):
		return err
	}
	if err := a.copyRecords(ctx, d, id); err != nil {
		return err
	}
	if err := a.copyClaimsOf(ctx, d, holders); err != nil {
		return err
	}
	return a.copyLines(ctx, d, string(account.ID), queries)
}

// postPersonDeletion forgets somebody at the wish they told whoever works with them:
// as their own page would, with their account where they have one.
//
//	POST /v1/people/{person}/deletion
//	202 Deletion | 400 confirm_word, reason, witness | 404 no_such_person |
//	409 live_claims, own_hand | 429 slow_down
func (a *API) postPersonDeletion(ctx context.Context, in *DeletionWishInput) (*reply[Deletion], error) {
	if strings.TrimSpace(in.Body.Confirm) != "删除" {
		return nil, errConfirm
	}
	p, why, detail, err := a.wished(ctx, in.Person, in.Body.Wish)
	if err != nil {
		return nil, err
	}
	who := leaver{scope: scopeOf(p), person: p.ID}
	if who.records, err = a.Community.Records(ctx, p.ID); err != nil {
		return nil, err
	}
	for _, id := range who.records {
		account, err := a.Identity.AccountOfPerson(ctx, string(id))
		if errors.Is(err, identity.ErrNoAccount) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if account.ID == actor(ctx).Account.ID || len(account.Roles(a.Now())) > 1 {
			return nil, errOwnHand
		}
		who.accounts = append(who.accounts, account.ID)
	}
	err = a.audited(ctx, "person.remove", "person/"+string(p.ID), who.scope, p.ID, why, detail, func(ctx context.Context) error {
		if err := refusal(a.shared(ctx, "wish/"+string(actor(ctx).Account.ID), wishRate)); err != nil {
			return err
		}
		return a.forget(ctx, who)
	})
	if err != nil {
		return nil, err
	}
	return &reply[Deletion]{a.deletion()}, nil
}
