package main

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/events/store"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/workers"
)

// newBanquet is the banquet's rules on the house's parts.
func newBanquet(e docstore.Engine, s *services) *banquet.Service {
	return &banquet.Service{
		Store: store.NewBanquet(e), Places: banquetPlaces{s}, Residents: s.community.service, People: s.community.service.Store.People,
		Letters: banquetLetters{s}, Tree: s.community.service.Tree, Pictures: portraits{s.house.objects}, Log: s.house.log, Now: time.Now,
	}
}

// banquetRounds look after registrations whose time has come and remind of dishes.
func (s *services) banquetRounds() []workers.Round {
	return []workers.Round{
		{Name: "banquet", Every: 5 * time.Second, Within: time.Minute, Do: s.banquet.Tend},
		{Name: "venues", Every: 10 * time.Second, Within: 5 * time.Minute, Do: s.followVenues},
		{Name: "dishes", Every: 10 * time.Minute, Within: 10 * time.Minute, Do: func(ctx context.Context) error {
			list, _, err := s.catalogue.service.Events(ctx, events.PageQuery{Limit: 100})
			for _, e := range list {
				if e.Kind != events.Banquet || err != nil {
					continue
				}
				err = s.banquet.RemindOfDishes(ctx, e.ID)
				if err == nil {
					err = s.banquet.ReturnOffline(ctx, e.ID)
				}
				if errors.Is(err, banquet.ErrNoBanquet) {
					err = nil
				}
			}
			return err
		}},
	}
}

// banquetPlaces is the inventory as the banquet sees it.
type banquetPlaces struct{ s *services }

var _ banquet.Places = banquetPlaces{}

func (b banquetPlaces) request(ctx context.Context, r banquet.PlaceRequest) (ticketing.Request, error) {
	subjects := map[string]string{ticketing.PerHousehold: string(r.Household)}
	account, err := b.s.people.service.AccountOfPerson(ctx, r.Holder)
	switch {
	case err == nil:
		subjects[ticketing.AlsoHolder] = string(account.ID)
	case !errors.Is(err, identity.ErrNoAccount):
		return ticketing.Request{}, err
	}
	return ticketing.Request{
		Pool: ticketing.PoolID(r.Pool), Holder: ticketing.HolderID(r.Holder), Agent: ticketing.HolderID(r.Agent), Party: r.Party, Children: r.Children,
		Key: r.Key, Channel: r.Channel, Subjects: subjects,
	}, nil
}

// Hold implements [banquet.Places].
func (b banquetPlaces) Hold(ctx context.Context, r banquet.PlaceRequest) (banquet.Place, error) {
	request, err := b.request(ctx, r)
	if err != nil {
		return banquet.Place{}, err
	}
	h, err := b.s.inventory.service.Hold(ctx, request)
	return heldPlace(h), err
}

func heldPlace(h ticketing.Hold) banquet.Place {
	return banquet.Place{
		Claim: string(h.ID), Pool: string(h.Pool), Holder: string(h.Holder), State: banquet.PlaceHeld, Until: h.Until, Party: len(h.Places),
	}
}

// Extend implements [banquet.Places].
func (b banquetPlaces) Extend(ctx context.Context, r banquet.PlaceRequest, claim string) (banquet.Place, error) {
	h, err := b.s.inventory.service.Extend(ctx, ticketing.PoolID(r.Pool), ticketing.HolderID(r.Holder), ticketing.ClaimID(claim))
	return heldPlace(h), err
}

// Confirm implements [banquet.Places].
func (b banquetPlaces) Confirm(ctx context.Context, r banquet.PlaceRequest, claim string) (banquet.Place, error) {
	request, err := b.request(ctx, r)
	if err != nil {
		return banquet.Place{}, err
	}
	return b.place(ctx)(b.s.inventory.service.Confirm(ctx, ticketing.ClaimID(claim), request))
}

// Drop implements [banquet.Places].
func (b banquetPlaces) Drop(ctx context.Context, r banquet.PlaceRequest, claim string) error {
	return b.s.inventory.service.LetGo(ctx, ticketing.PoolID(r.Pool), ticketing.HolderID(r.Holder), ticketing.ClaimID(claim))
}

// Wait implements [banquet.Places].
func (b banquetPlaces) Wait(ctx context.Context, r banquet.PlaceRequest) (banquet.Place, error) {
	request, err := b.request(ctx, r)
	if err != nil {
		return banquet.Place{}, err
	}
	standing, err := b.s.inventory.service.Join(ctx, request)
	if err != nil {
		return banquet.Place{}, err
	}
	return b.Place(ctx, string(standing.Claim.ID))
}

// Accept implements [banquet.Places].
func (b banquetPlaces) Accept(ctx context.Context, holder, claim string) (banquet.Place, error) {
	return b.place(ctx)(b.s.inventory.service.Accept(ctx, ticketing.HolderID(holder), ticketing.ClaimID(claim)))
}

// Resize implements [banquet.Places].
func (b banquetPlaces) Resize(ctx context.Context, holder, claim string, party, children int, key string) (banquet.Place, error) {
	return b.place(ctx)(b.s.inventory.service.ChangeParty(ctx, ticketing.HolderID(holder), ticketing.ClaimID(claim),
		ticketing.PartyChange{Party: party, Children: children, Key: key}))
}

// Move implements [banquet.Places]: the inventory swaps parties as they are, so a
// smaller one shrinks before and a larger one grows after.
func (b banquetPlaces) Move(ctx context.Context, r banquet.PlaceRequest, claim string) (banquet.Place, error) {
	request, err := b.request(ctx, r)
	if err != nil {
		return banquet.Place{}, err
	}
	was, err := b.s.inventory.service.Lookup(ctx, ticketing.ClaimID(claim))
	if err != nil {
		return banquet.Place{}, err
	}
	if was.State == ticketing.Claimed && was.Party > r.Party {
		if _, err := b.Resize(ctx, r.Holder, claim, r.Party, r.Children, r.Key+"-less"); err != nil {
			return banquet.Place{}, err
		}
	}
	moved, err := b.s.inventory.service.Swap(ctx, ticketing.HolderID(r.Holder), ticketing.ClaimID(claim), request)
	if err == nil && moved.Party < r.Party {
		moved, err = b.s.inventory.service.ChangeParty(ctx, moved.Holder, moved.ID, ticketing.PartyChange{Party: r.Party, Children: r.Children, Key: r.Key + "-more"})
	}
	return b.place(ctx)(moved, err)
}

// Release implements [banquet.Places].
func (b banquetPlaces) Release(ctx context.Context, holder, claim string) error {
	c, err := b.s.inventory.service.Lookup(ctx, ticketing.ClaimID(claim))
	if errors.Is(err, ticketing.ErrNoClaim) {
		return nil
	}
	if err != nil {
		return err
	}
	switch c.State {
	case ticketing.OnList, ticketing.Offered:
		return b.s.inventory.service.Leave(ctx, c.Holder, c.ID)
	case ticketing.Claimed:
		_, err = b.s.inventory.service.Release(ctx, c.Holder, c.ID)
	}
	return err
}

// Withdraw implements [banquet.Places].
func (b banquetPlaces) Withdraw(ctx context.Context, claim string, why events.Text) error {
	_, err := b.s.inventory.service.RevokeFor(ctx, ticketing.ClaimID(claim), why, true)
	if errors.Is(err, ticketing.ErrNoClaim) || errors.Is(err, ticketing.ErrClaimOver) {
		return nil // it was given back meanwhile
	}
	return err
}

// Place implements [banquet.Places].
func (b banquetPlaces) Place(ctx context.Context, claim string) (banquet.Place, error) {
	c, err := b.s.inventory.service.Lookup(ctx, ticketing.ClaimID(claim))
	if errors.Is(err, ticketing.ErrNoClaim) {
		return banquet.Place{}, nil
	}
	return b.place(ctx)(c, err)
}

func (b banquetPlaces) place(ctx context.Context) func(ticketing.Claim, error) (banquet.Place, error) {
	return func(c ticketing.Claim, err error) (banquet.Place, error) {
		if err != nil {
			return banquet.Place{}, err
		}
		p := banquet.Place{
			Claim: string(c.ID), Pool: string(c.Pool), Session: c.Session, Holder: string(c.Holder), State: banquet.PlaceOver,
			Code: strings.ToUpper(c.Code), Order: c.Seq, Party: c.Party, Until: c.Until,
		}
		switch c.State {
		case ticketing.Claimed:
			p.State = banquet.PlaceClaimed
		case ticketing.Offered:
			p.State = banquet.PlaceOffered
		case ticketing.OnList:
			p.State = banquet.PlaceWaiting
			standing, err := b.s.inventory.service.StandingOf(ctx, c.Holder, c.ID)
			if err != nil {
				return p, err
			}
			p.Position = standing.Position
		}
		return p, nil
	}
}

// banquetLetters send what the banquet has to say.
type banquetLetters struct{ s *services }

// Tell implements [banquet.Letters]: to the telephone of the person, in the language of
// its account; else, and where the message could not be delivered, to the list of those
// who are told in person, in Chinese.
func (b banquetLetters) Tell(ctx context.Context, id string, l banquet.Letter) error {
	phone, language, err := contacts{b.s.people, b.s.community}.Phone(ctx, ticketing.HolderID(l.To))
	if err != nil {
		return err
	}
	if phone != "" {
		say := l.Text
		if language == "en" {
			say = cmp.Or(l.EN, l.Text)
		}
		receipt, err := b.s.sender.Send(ctx, events.Message{ID: id, To: phone, Kind: "sms", Template: l.Template, Text: say, At: l.At})
		if err != nil || receipt.State != events.Failed {
			return err
		}
	}
	err = b.s.community.service.NoteToTell(ctx, community.Notice{
		ID: id, Person: community.PersonID(l.To), Template: l.Template, Text: l.Text, At: l.At,
	})
	if errors.Is(err, community.ErrNoPerson) {
		return nil // they are forgotten: nobody is left to be told
	}
	return err
}

// banquetMigrators is what migrate knows of the banquet.
func banquetMigrators(e docstore.Engine) []docstore.Migrator {
	return store.BanquetMigrators(store.NewBanquet(e))
}
