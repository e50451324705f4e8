package api

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// errDoor: a wish names a door behind which nobody lives.
var errDoor = fault.New(fault.Invalid, "wish_door", "nobody is registered at this door; please check building, unit and room")

// BanquetWanted is what a household says it does.
type BanquetWanted struct {
	Session    events.SessionID `json:"session,omitempty" maxLength:"128" doc:"To which sitting those who come will come; empty where nobody does"`
	People     []BanquetComing  `json:"people" maxItems:"40" nullable:"false"`
	HighChairs int              `json:"high_chairs,omitempty" minimum:"0" maximum:"40"`
	Wishes     []string         `json:"wishes,omitempty" maxItems:"12" doc:"Doors of up to three households it would like at its table: GX-12-2-501"`
	Wait       bool             `json:"wait,omitempty" doc:"Stand on the waiting list where the sitting is full"`
	Confirm    bool             `json:"confirm,omitempty" doc:"Final at once: for whoever takes a call or stands at a door"`
	Rev        int64            `json:"rev,omitempty" doc:"Of what the change is made to"`
	BookFor
}

// BanquetComing says how somebody takes part.
type BanquetComing struct {
	Person community.PersonID `json:"person" maxLength:"128"`
	Way    string             `json:"way" maxLength:"8" doc:"come, home (the meal is brought) or not"`
}

// BanquetPress registers a household, or changes what it does.
type BanquetPress struct {
	EventInput
	Key  string `header:"Idempotency-Key" required:"true" minLength:"8" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"The same for a retry of the same press"`
	Body BanquetWanted
}

// BanquetAct is something about the registration that needs no more words.
type BanquetAct struct {
	EventInput
	ForInput
	How string `query:"how" enum:"voice,paper,head" doc:"How they agreed, where somebody stands at their door"`
}

// BanquetGone gives a registration back.
type BanquetGone struct {
	BanquetAct
	Rev int64 `query:"rev" minimum:"-1" default:"-1" doc:"Of what the caller has seen; -1 for whatever it is by now"`
}

// applicant is who presses, for which household and in what capacity.
func (a *API) applicant(ctx context.Context, in BookFor, key string) (banquetHome, banquet.Applicant, error) {
	home, err := a.banquetHome(ctx, in.For)
	if err != nil {
		return home, banquet.Applicant{}, err
	}
	who := actor(ctx).Account
	home.booker = booker{person: home.person, channel: "online"}
	if !home.own {
		if home.booker, err = a.booker(ctx, in); err != nil {
			return home, banquet.Applicant{}, err
		}
	} else if in.Channel != "" {
		return home, banquet.Applicant{}, errChannel
	}
	ap := banquet.Applicant{
		Household: home.household, Person: home.person.ID, Account: string(who.ID), Name: community.MaskName(who.Name),
		Agent: string(home.booker.agent), Channel: cmp.Or(home.booker.channel, "online"), Key: key,
	}
	if home.own {
		for _, p := range home.people {
			if p.ID == home.me {
				ap.Name, ap.Person = community.MaskName(p.Name), p.ID
			}
		}
	}
	if in.Consent != nil {
		ap.Consent, ap.Witness = in.Consent.How, strings.TrimSpace(in.Consent.Witness)
	}
	return home, ap, nil
}

// overHome is applicant for what exists already, which needs no agreement on the spot.
func (a *API) overHome(ctx context.Context, forWhom community.PersonID) (banquetHome, banquet.Applicant, error) {
	home, err := a.banquetHome(ctx, forWhom)
	if err != nil {
		return home, banquet.Applicant{}, err
	}
	who := actor(ctx).Account
	ap := banquet.Applicant{Household: home.household, Person: home.person.ID, Account: string(who.ID), Name: community.MaskName(who.Name), Channel: "online"}
	home.booker = booker{person: home.person}
	if home.own {
		for _, p := range home.people {
			if p.ID == home.me {
				ap.Name = community.MaskName(p.Name)
			}
		}
		return home, ap, nil
	}
	home.booker.detail = map[string]string{"household": string(home.household)}
	if channels := a.officeChannels(ctx, home.person); len(channels) > 0 {
		ap.Channel, ap.Agent = channels[0], string(who.ID)
	}
	return home, ap, nil
}

// wanted is what the body says; those the caller may not speak for are no part of it.
func (a *API) wanted(ctx context.Context, home banquetHome, in BanquetWanted) (banquet.Wanted, error) {
	w := banquet.Wanted{Session: in.Session, HighChairs: in.HighChairs}
	may := map[community.PersonID]bool{}
	for _, p := range home.people {
		may[p.ID] = true
	}
	for _, c := range in.People {
		if !may[c.Person] {
			return w, banquet.ErrNotOfHome.With("person", c.Person)
		}
		w.People = append(w.People, banquet.Coming{Person: c.Person, Way: banquet.Way(c.Way)})
	}
	if len(in.Wishes) > banquet.MostWishes {
		return w, banquet.ErrWishes.With("most", banquet.MostWishes)
	}
	for _, door := range in.Wishes {
		id, err := a.behindDoor(ctx, door, home.household)
		if err != nil {
			return w, err
		}
		w.Wishes = append(w.Wishes, id)
	}
	return w, nil
}

// withOthers adds those of the household the caller may not speak for, as they stand.
func (a *API) withOthers(ctx context.Context, edition events.ID, home banquetHome, said []banquet.Coming) ([]banquet.Coming, error) {
	r, err := a.Banquet.Store.Registrations.Get(ctx, banquet.NewRegistrationID(edition, home.household))
	if !home.part || errors.Is(err, banquet.ErrNoRegistration) {
		return said, nil
	}
	for _, c := range r.People {
		if !slices.ContainsFunc(home.people, func(p community.Person) bool { return p.ID == c.Person }) {
			said = append(said, c)
		}
	}
	return said, err
}

// behindDoor is the household somebody means by a door: not their own where two live
// behind one.
func (a *API) behindDoor(ctx context.Context, door string, not community.HouseholdID) (community.HouseholdID, error) {
	list, err := a.Community.HouseholdsAt(ctx, strings.ToUpper(strings.TrimSpace(door)))
	if err != nil {
		return "", err
	}
	for _, h := range list {
		if h.ID != not {
			return h.ID, nil
		}
	}
	if len(list) > 0 {
		return not, nil // the rules say that it is oneself
	}
	return "", errDoor.With("door", door)
}

// postBanquetRegistration registers a household: its places are held for ten minutes,
// then to be confirmed; where nobody comes it is done at once.
//
//	POST /v1/banquets/{event}/registration   {"session": "banquet-2027-evening", "people": [{"person": "p-1", "way": "come"}]}
//	201 BanquetRegistration | 400 nobody_comes, sitting_missing, not_of_household, wishes, … |
//	403 not_for_them, channel, unconfirmed | 404 no_such_banquet, no_household |
//	409 registered, sold_out, waitlist, not_open, closed, banquet_late
func (a *API) postBanquetRegistration(ctx context.Context, in *BanquetPress) (*reply[BanquetRegistration], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	home, who, err := a.applicant(ctx, in.Body.BookFor, in.Key)
	if err != nil {
		return nil, err
	}
	w, err := a.wanted(ctx, home, in.Body)
	if err != nil {
		return nil, err
	}
	var r banquet.Registration
	err = a.forOthers(ctx, home.booker, "banquet.register", "household/"+string(home.household), func(ctx context.Context) (err error) {
		switch {
		case in.Body.Wait:
			r, err = s.Wait(ctx, in.Event, who, w)
		case in.Body.Confirm:
			r, err = s.Register(ctx, in.Event, who, w)
		default:
			r, err = s.Begin(ctx, in.Event, who, w)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.replyRegistration(ctx, in.Event, home, r)
}

// putBanquetRegistration changes what a registered household does.
//
//	PUT /v1/banquets/{event}/registration   {"rev": 3, "session": …, "people": […], "consent": {"how": "voice", "witness": …}}
//	200 BanquetRegistration | 409 banquet_changed, banquet_late, registration_over, sold_out, …
func (a *API) putBanquetRegistration(ctx context.Context, in *BanquetPress) (*reply[BanquetRegistration], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	home, who, err := a.overHome(ctx, in.Body.For)
	if err != nil {
		return nil, err
	}
	w, err := a.wanted(ctx, home, in.Body)
	if err == nil {
		w.People, err = a.withOthers(ctx, in.Event, home, w.People)
	}
	if err != nil {
		return nil, err
	}
	if said := in.Body.Consent; said != nil {
		home.booker.note("how", said.How)
		home.booker.note("witness", strings.TrimSpace(said.Witness))
	}
	who.Key = in.Key
	var r banquet.Registration
	err = a.forOthers(ctx, home.booker, "banquet.change", "household/"+string(home.household), func(ctx context.Context) (err error) {
		r, err = s.Change(ctx, in.Event, who, in.Body.Rev, w)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.replyRegistration(ctx, in.Event, home, r)
}

// postBanquetExtend answers POST /v1/banquets/{event}/registration/extend: 200 |
// 409 hold_lapsed, hold_extended, registration_over.
func (a *API) postBanquetExtend(ctx context.Context, in *BanquetAct) (*reply[BanquetRegistration], error) {
	return a.banquetAct(ctx, in, "banquet.extend", func(ctx context.Context, s *banquet.Service, who banquet.Applicant) (banquet.Registration, error) {
		return s.Extend(ctx, in.Event, who.Household)
	})
}

// postBanquetConfirm answers POST /v1/banquets/{event}/registration/confirm: 200 |
// 409 hold_lapsed, offer_lapsed, registration_over | 503 pending.
func (a *API) postBanquetConfirm(ctx context.Context, in *BanquetAct) (*reply[BanquetRegistration], error) {
	return a.banquetAct(ctx, in, "banquet.confirm", func(ctx context.Context, s *banquet.Service, who banquet.Applicant) (banquet.Registration, error) {
		return s.Confirm(ctx, in.Event, who.Household)
	})
}

// deleteBanquetRegistration answers DELETE /v1/banquets/{event}/registration: 200 what is
// left of it | 404 no_such_registration | 409 banquet_late, banquet_changed.
func (a *API) deleteBanquetRegistration(ctx context.Context, in *BanquetGone) (*reply[BanquetRegistration], error) {
	return a.banquetAct(ctx, &in.BanquetAct, "banquet.give_back", func(ctx context.Context, s *banquet.Service, who banquet.Applicant) (banquet.Registration, error) {
		return s.GiveBack(ctx, in.Event, who, in.Rev)
	})
}

func (a *API) banquetAct(ctx context.Context, in *BanquetAct, what string,
	do func(context.Context, *banquet.Service, banquet.Applicant) (banquet.Registration, error),
) (*reply[BanquetRegistration], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	home, who, err := a.overHome(ctx, in.For)
	if err != nil {
		return nil, err
	}
	if in.How != "" {
		home.booker.note("how", in.How)
	}
	var r banquet.Registration
	err = a.forOthers(ctx, home.booker, what, "household/"+string(home.household), func(ctx context.Context) (err error) {
		r, err = do(ctx, s, who)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.replyRegistration(ctx, in.Event, home, r)
}
