package api

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

var (
	errWhichPass = fault.New(fault.Invalid, "which_pass", "say a code, a telephone number, or whose pass it is")
	errPassUsed  = fault.New(fault.Conflict, "pass_used", "somebody has come in with this pass already; the rest of the party comes in with it too")
)

// mostPasses is how many bookings of one person are looked at for passes.
const mostPasses = 100

// LostPass is a pass as whoever replaces lost ones reads it back.
type LostPass struct {
	FoundClaim
	Until   time.Time   `json:"until" doc:"It is good until then"`
	Words   events.Text `json:"words" doc:"To be read back: when, where and for how many"`
	Issued  *time.Time  `json:"issued,omitempty" doc:"When it was made; none where nobody has asked for it yet"`
	Times   int         `json:"times" doc:"How many passes there were of this booking"`
	Entered int         `json:"entered" doc:"Persons who have come in with any of them, as far as is known here"`
}

// LostPassList is the passes that were found.
type LostPassList struct {
	Items []LostPass `json:"items" nullable:"false"`
}

// FindPassesInput says whose pass it is.
type FindPassesInput struct {
	Code   string             `query:"code" maxLength:"32" doc:"For reading aloud, a former one too; however it is spaced and written"`
	Phone  string             `query:"phone" maxLength:"32" doc:"Whole, as it was booked with or as it stands in the register"`
	Person community.PersonID `query:"person" maxLength:"128"`
}

// getLostPasses finds the passes that are still good, for whoever may act for people.
// One whose holder lies outside their reach is not there.
//
//	GET /v1/lost-passes?code= or ?phone= or ?person=
//	200 LostPassList | 400 which_pass, person_phone | 404 no_such_person
func (a *API) getLostPasses(ctx context.Context, in *FindPassesInput) (*reply[LostPassList], error) {
	reach := a.reach(ctx, identity.ActForPeople)
	claims, err := a.claimsAsked(ctx, reach, in)
	if err != nil {
		return nil, err
	}
	out := LostPassList{Items: []LostPass{}}
	for _, c := range claims {
		found, err := a.lostPass(ctx, reach, c)
		switch {
		case errors.Is(err, ticketing.ErrNoClaim), errors.Is(err, pass.ErrNone), errors.Is(err, pass.ErrClaimOver):
			continue
		case err != nil:
			return nil, err
		}
		out.Items = append(out.Items, found)
	}
	return &reply[LostPassList]{out}, nil
}

func (a *API) claimsAsked(ctx context.Context, reach community.Reach, in *FindPassesInput) ([]ticketing.Claim, error) {
	var holders []ticketing.HolderID
	switch {
	case in.Code != "" && in.Phone == "" && in.Person == "":
		c, err := a.Tickets.Coded(ctx, in.Code)
		if errors.Is(err, ticketing.ErrNoClaim) {
			return nil, nil
		}
		return []ticketing.Claim{c}, err
	case in.Phone != "" && in.Code == "" && in.Person == "":
		people, err := a.Community.WithPhoneIn(ctx, reach, in.Phone)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			of, err := a.holdersIn(ctx, reach, p.ID)
			if err != nil {
				return nil, err
			}
			holders = append(holders, of...)
		}
		account, err := a.Identity.AccountOf(ctx, in.Phone)
		switch {
		case err == nil:
			if account.Person != "" {
				holders = append(holders, ticketing.HolderID(account.Person))
			}
			holders = append(holders, ticketing.HolderID(account.ID))
		case !errors.Is(err, identity.ErrNoAccount) && !errors.Is(err, identity.ErrPhone): // a landline has none
			return nil, err
		}
	case in.Person != "" && in.Code == "" && in.Phone == "":
		of, err := a.holdersIn(ctx, reach, in.Person)
		if err != nil {
			return nil, err
		}
		holders = of
	default:
		return nil, errWhichPass
	}
	slices.Sort(holders)
	claims, _, err := a.claimsOfAll(ctx, slices.Compact(holders), events.PageQuery{Limit: mostPasses})
	return claims, err
}

// lostPass is the pass of a claim of somebody within reach that is not over. It returns ticketing.ErrNoClaim, pass.ErrNone and pass.ErrClaimOver.
func (a *API) lostPass(ctx context.Context, reach community.Reach, c ticketing.Claim) (LostPass, error) {
	if a.Passes == nil {
		return LostPass{}, pass.ErrNone
	}
	found, err := a.foundClaim(ctx, reach, c)
	if err != nil {
		return LostPass{}, err
	}
	_, session, err := a.about(ctx, c)
	if err != nil {
		return LostPass{}, err
	}
	if c.State != ticketing.Claimed || !a.Now().Before(session.Ends) {
		return LostPass{}, pass.ErrClaimOver
	}
	issued, err := a.Passes.Pass(ctx, c)
	if err != nil {
		return LostPass{}, err
	}
	sheet, err := a.Passes.SheetFor(ctx, c)
	if err != nil {
		return LostPass{}, err
	}
	out := LostPass{FoundClaim: found, Until: here(session.Ends), Words: passWords(issued), Times: len(sheet.Issues), Issued: whenIf(issued.At)}
	if a.Gates != nil {
		serials := make([]pass.Serial, len(sheet.Issues))
		for i, issue := range sheet.Issues {
			serials[i] = issue.Serial
		}
		came, err := a.Gates.Came(ctx, c.Event, serials)
		if err != nil {
			return LostPass{}, err
		}
		for _, r := range came {
			out.Entered += r.Persons
		}
	}
	return out, nil
}

// heldPass is the pass of a claim whose holder is within the caller's reach.
func (a *API) heldPass(ctx context.Context, id ticketing.ClaimID) (ticketing.Claim, LostPass, error) {
	c, err := a.Tickets.Lookup(ctx, id)
	if err == nil && c.State == ticketing.Void {
		err = ticketing.ErrNoClaim
	}
	if err != nil {
		return c, LostPass{}, err
	}
	found, err := a.lostPass(ctx, a.reach(ctx, identity.ActForPeople), c)
	return c, found, err
}

// ReissueInput replaces a pass that was lost.
type ReissueInput struct {
	ClaimRef
	Body struct {
		Code string `json:"code" minLength:"8" maxLength:"8" doc:"Of the pass that was lost: what was read back. Another press for the same loss answers the pass that was made"`
		Why  string `json:"why" maxLength:"200"`
	}
}

// postReissue gives a booking another code and another pass; the old ones open no gate
// that has heard of it. Its holder is told by message.
//
//	POST /v1/lost-passes/{claim}   {"code": "k7m2p9xq", "why": "lost on the way"}
//	200 LostPass | 404 no_such_claim, no_pass | 409 claim_over, pass_over, pass_used
func (a *API) postReissue(ctx context.Context, in *ReissueInput) (*reply[LostPass], error) {
	why, err := reason(in.Body.Why)
	if err != nil {
		return nil, err
	}
	c, found, err := a.heldPass(ctx, in.Claim)
	if err != nil {
		return nil, err
	}
	if c.Code == in.Body.Code && found.Entered > 0 {
		return nil, errPassUsed
	}
	p, err := a.personBehind(ctx, c.Holder)
	if err != nil && !errors.Is(err, errNotForThem) {
		return nil, err
	}
	err = a.audited(ctx, "pass.reissue", "claim/"+string(c.ID), p.Building, p.ID, why, nil, func(ctx context.Context) error {
		_, err := a.Tickets.Recode(ctx, c.ID, in.Body.Code)
		return err
	})
	if err != nil {
		return nil, err
	}
	_, found, err = a.heldPass(ctx, in.Claim)
	return &reply[LostPass]{found}, err
}

// getLostPaper prints a pass again: the present one, which is good already.
//
//	GET /v1/lost-passes/{claim}/pass.pdf
//	200 application/pdf | 404 no_such_claim, no_pass | 409 pass_over | 503 no_font
func (a *API) getLostPaper(c *fiber.Ctx) error {
	ctx := c.UserContext()
	claim, _, err := a.heldPass(ctx, ticketing.ClaimID(c.Params("claim")))
	if err != nil {
		return err
	}
	p, err := a.personBehind(ctx, claim.Holder)
	if err != nil && !errors.Is(err, errNotForThem) {
		return err
	}
	issued, err := a.Passes.Pass(ctx, claim)
	if err != nil || c.Method() == fiber.MethodHead {
		return err
	}
	return a.audited(ctx, "pass.print", "claim/"+string(claim.ID), p.Building, p.ID, "", nil, func(ctx context.Context) error {
		return a.sendPaper(c, claim, issued)
	})
}
