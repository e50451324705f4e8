package api

import (
	"context"
	"errors"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// PartyChangeInput says how many are to come.
type PartyChangeInput struct {
	ClaimRef
	Key  string `header:"Idempotency-Key" required:"true" minLength:"8" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"The same for a retry of the same change"`
	Body struct {
		Party    int `json:"party" minimum:"1" maximum:"1000" doc:"Persons"`
		Children int `json:"children,omitempty" minimum:"0" maximum:"1000" doc:"Of them, children who may not come alone"`
	}
}

// patchClaim makes a party smaller or larger.
//
//	PATCH /v1/claims/{claim}   {"party": 4, "children": 1}, Idempotency-Key: ...
//	200 Claim | 400 party_size, children_alone, idempotency_reused | 404 no_such_claim |
//	409 claim_over, claim_changed, started, no_more, sold_out, waitlist, lapsed |
//	503 pending, rebuilding
func (a *API) patchClaim(ctx context.Context, in *PartyChangeInput) (*reply[Claim], error) {
	claim, b, err := a.claimOf(ctx, in.Claim)
	if err == nil {
		err = a.notOfBanquet(ctx, claim)
	}
	if err != nil {
		return nil, err
	}
	err = a.forOthers(ctx, b, "claim.change", "claim/"+string(in.Claim), func(ctx context.Context) (err error) {
		claim, err = a.Tickets.ChangeParty(ctx, claim.Holder, in.Claim, ticketing.PartyChange{
			Party: in.Body.Party, Children: in.Body.Children, Key: in.Key,
		})
		return err
	})
	return a.replyClaim(ctx, claim, err)
}

// RevocationInput takes a claim away.
type RevocationInput struct {
	ClaimRef
	Body struct {
		Reason string `json:"reason" maxLength:"200" doc:"The holder reads it"`
		Keep   bool   `json:"keep,omitempty" doc:"The places stay out of the stock, until this is said again without"`
	}
}

// postRevocation takes a claim away from its holder, who is told why.
//
//	POST /v1/claims/{claim}/revocation   {"reason": "...", "keep": false}
//	200 Claim | 400 reason | 404 no_such_claim | 409 claim_over
func (a *API) postRevocation(ctx context.Context, in *RevocationInput) (*reply[Claim], error) {
	why, err := reason(in.Body.Reason)
	if err != nil {
		return nil, err
	}
	claim, err := a.Tickets.Lookup(ctx, in.Claim)
	if err != nil {
		return nil, err
	}
	p, err := a.holderIn(ctx, a.reach(ctx, identity.RevokeClaims), claim.Holder)
	if err != nil {
		return nil, err
	}
	detail := map[string]string{"event": string(claim.Event), "session": string(claim.Session)}
	if in.Body.Keep {
		detail["places"] = "kept"
	}
	err = a.audited(ctx, "claim.revoke", "claim/"+string(in.Claim), scopeOf(p), p.ID, why, detail, func(ctx context.Context) (err error) {
		claim, err = a.Tickets.Revoke(ctx, in.Claim, why, in.Body.Keep)
		return err
	})
	a.settleBanquet(ctx, claim, err)
	return a.replyClaim(ctx, claim, err)
}

// holderIn is the person behind a holder, if they live in the reach; for an account
// that stands for nobody the reach has to be everything. Else it is no_such_claim.
func (a *API) holderIn(ctx context.Context, reach community.Reach, holder ticketing.HolderID) (community.Person, error) {
	p, err := a.personBehind(ctx, holder)
	if err != nil && !errors.Is(err, errNotForThem) {
		return p, err
	}
	tree, err := a.Community.Tree(ctx)
	if err == nil && !tree.Within(p.Building, reach) {
		err = ticketing.ErrNoClaim
	}
	return p, err
}

// Transfer is an offer of a claim to somebody else, to whoever may change the claim.
type Transfer struct {
	ToMasked string             `json:"to_masked,omitempty" doc:"The number it was offered to, masked"`
	To       community.PersonID `json:"to,omitempty" doc:"Or the person"`
	At       time.Time          `json:"at"`
	Until    time.Time          `json:"until" doc:"At this moment the offer stands no longer"`
}

func wireTransfer(p *ticketing.Passing, now time.Time) *Transfer {
	if p == nil || !now.Before(p.Until) {
		return nil
	}
	return &Transfer{
		ToMasked: community.MaskPhone(p.To.Phone), To: community.PersonID(p.To.Holder), At: here(p.At), Until: here(p.Until),
	}
}

// TransferInput says to whom a claim is to be offered.
type TransferInput struct {
	ClaimRef
	Key  string `header:"Idempotency-Key" required:"true" minLength:"8" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"The same for a retry of the same offer"`
	Body struct {
		Phone  string             `json:"phone,omitempty" maxLength:"64" doc:"Whoever has the number is asked; nobody learns whether it is known"`
		Person community.PersonID `json:"person,omitempty" maxLength:"128" doc:"Or a person, by their id"`
	}
}

// transferTries is how often a day one account may offer claims to others: each is a
// message to a number of its choice.
var transferTries = Rate{Count: 10, Per: 24 * time.Hour, Burst: 10}

// postTransfer offers a claim to somebody else, who has to say yes. The answer is the
// same whether anybody has that number or id.
//
//	POST /v1/claims/{claim}/transfer   {"phone": "15400000001"}, Idempotency-Key: ...
//	201 Claim | 400 phone, pass_self, relation_agent, idempotency_reused |
//	404 no_such_claim | 409 claim_over, started, closed, passing | 429 too_many_tries
func (a *API) postTransfer(ctx context.Context, in *TransferInput) (*reply[Claim], error) {
	claim, b, err := a.claimOf(ctx, in.Claim)
	if err == nil {
		err = a.notOfBanquet(ctx, claim)
	}
	if err != nil {
		return nil, err
	}
	to, err := a.recipient(ctx, claim, in.Body.Phone, in.Body.Person)
	if err == nil {
		err = a.tries(ctx, "transfer", transferTries)
	}
	if err != nil {
		return nil, err
	}
	err = a.forOthers(ctx, b, "claim.pass_on", "claim/"+string(in.Claim), func(ctx context.Context) (err error) {
		claim, err = a.Tickets.PassOn(ctx, claim.Holder, in.Claim, to, in.Key)
		return err
	})
	return a.replyClaim(ctx, claim, err)
}

// recipient is whom a claim is to be offered to, not its holder.
func (a *API) recipient(ctx context.Context, c ticketing.Claim, phone string, person community.PersonID) (ticketing.Recipient, error) {
	if (phone == "") == (person == "") {
		return ticketing.Recipient{}, community.ErrAgent
	}
	if person != "" {
		return ticketing.Recipient{Holder: ticketing.HolderID(person)}, nil
	}
	number, err := identity.ParsePhone(phone)
	if err != nil {
		return ticketing.Recipient{}, err
	}
	account := actor(ctx).Account
	if number == account.Phone && (string(c.Holder) == string(account.ID) || string(c.Holder) == account.Person) {
		return ticketing.Recipient{}, ticketing.ErrPassSelf
	}
	mark, err := a.Identity.Mark(ctx, "phone", number)
	return ticketing.Recipient{Mark: mark, Phone: number}, err
}

// deleteTransfer answers DELETE /v1/claims/{claim}/transfer: 200 Claim | 404
// no_such_claim | 409 claim_over. The offer is taken back; repeating it changes nothing.
func (a *API) deleteTransfer(ctx context.Context, in *ClaimRef) (*reply[Claim], error) {
	claim, b, err := a.claimOf(ctx, in.Claim)
	if err != nil {
		return nil, err
	}
	err = a.forOthers(ctx, b, "claim.keep_back", "claim/"+string(in.Claim), func(ctx context.Context) (err error) {
		claim, err = a.Tickets.KeepBack(ctx, claim.Holder, in.Claim)
		return err
	})
	return a.replyClaim(ctx, claim, err)
}

// Offering is a claim somebody is offered, as they see it before they say yes.
type Offering struct {
	ID       ticketing.ClaimID `json:"id"`
	Event    events.ID         `json:"event"`
	Party    int               `json:"party" doc:"Persons"`
	Children int               `json:"children" doc:"Of them, children who may not come alone"`
	FromName string            `json:"from_name" doc:"Who offers it, masked; empty where they have not said who they are"`
	Until    time.Time         `json:"until" doc:"At this moment the offer stands no longer"`

	EventTitle   events.Text `json:"event_title"`
	SessionTitle events.Text `json:"session_title"`
	Starts       time.Time   `json:"starts"`
	Lunar        string      `json:"lunar"`
	Place        events.Text `json:"place"`
}

// OfferingList is what somebody is offered to take over.
type OfferingList struct {
	Items []Offering `json:"items" nullable:"false"`
}

// getTransfers answers GET /v1/me/transfers?for=: 200 OfferingList | 403 not_for_them.
func (a *API) getTransfers(ctx context.Context, in *ForInput) (*reply[OfferingList], error) {
	names, err := a.namesOf(ctx, in.For)
	if err != nil {
		return nil, err
	}
	claims, err := a.Tickets.PassedTo(ctx, names)
	if err != nil {
		return nil, err
	}
	list := OfferingList{Items: make([]Offering, len(claims))}
	for i, c := range claims {
		if list.Items[i], err = a.wireOffering(ctx, c); err != nil {
			return nil, err
		}
	}
	return &reply[OfferingList]{list}, nil
}

func (a *API) wireOffering(ctx context.Context, c ticketing.Claim) (Offering, error) {
	event, session, err := a.about(ctx, c)
	if err != nil {
		return Offering{}, err
	}
	giver, err := a.personBehind(ctx, c.Holder)
	if err != nil && !errors.Is(err, errNotForThem) {
		return Offering{}, err
	}
	return Offering{
		ID: c.ID, Event: c.Event, Party: c.Party, Children: c.Children, FromName: community.MaskName(giver.Name), Until: here(c.Passing.Until),
		EventTitle: event.Title, SessionTitle: session.Title, Starts: here(session.Starts), Lunar: events.Lunar(session.Starts), Place: event.Place,
	}, nil
}

// namesOf is under which names somebody is offered claims: as each of their records, as
// their account, and as whoever has its number. "" is the caller.
func (a *API) namesOf(ctx context.Context, id community.PersonID) ([]string, error) {
	holders, err := a.holdersOf(ctx, id)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(holders))
	for i, h := range holders {
		names[i] = ticketing.Recipient{Holder: h}.Name()
	}
	account := actor(ctx).Account
	if id != "" && string(id) != account.Person {
		account, err = a.Identity.AccountOfPerson(ctx, string(id))
		if errors.Is(err, identity.ErrNoAccount) {
			return names, nil
		}
		if err != nil {
			return nil, err
		}
	}
	mark, err := a.Identity.Mark(ctx, "phone", account.Phone)
	return append(names, ticketing.Recipient{Mark: mark}.Name()), err
}

// TakeOverInput is a yes to an offered claim.
type TakeOverInput struct {
	ClaimRef
	Body *BookFor
}

// postTakeOver is the yes of somebody a claim was offered to: from now on it is theirs.
//
//	POST /v1/me/transfers/{claim}/accept   {"for": "p-2"}, or no body for oneself
//	201 Claim | 400 consent_how, witness | 403 not_for_them, channel |
//	404 no_such_claim | 409 offer_lapsed, already_claimed, limit, started
func (a *API) postTakeOver(ctx context.Context, in *TakeOverInput) (*reply[Claim], error) {
	var whom BookFor
	if in.Body != nil {
		whom = *in.Body
	}
	b, err := a.booker(ctx, whom)
	if err != nil {
		return nil, err
	}
	names, err := a.namesOf(ctx, whom.For)
	if err != nil {
		return nil, err
	}
	var claim ticketing.Claim
	err = a.forOthers(ctx, b, "claim.take_over", "claim/"+string(in.Claim), func(ctx context.Context) (err error) {
		claim, err = a.Tickets.TakeOver(ctx, in.Claim, ticketing.Receiver{
			Names: names, Holder: b.holder, Agent: b.agent, Subjects: b.subjects,
		})
		return err
	})
	return a.replyClaim(ctx, claim, err)
}

// TakeOverRef names an offered claim, and for whom.
type TakeOverRef struct {
	ClaimRef
	ForInput
}

// deleteTakeOver is the no of somebody a claim was offered to.
//
//	DELETE /v1/me/transfers/{claim}?for=   204 | 403 not_for_them | 404 no_such_claim
func (a *API) deleteTakeOver(ctx context.Context, in *TakeOverRef) (*struct{}, error) {
	names, err := a.namesOf(ctx, in.For)
	if err != nil {
		return nil, err
	}
	b := booker{}
	if in.For != "" {
		if b, err = a.over(ctx, ticketing.HolderID(in.For)); err != nil {
			return nil, err
		}
	}
	return nil, a.forOthers(ctx, b, "claim.decline", "claim/"+string(in.Claim), func(ctx context.Context) error {
		return a.Tickets.Decline(ctx, in.Claim, names)
	})
}
