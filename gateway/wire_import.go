package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/community/duplicates"
	"wanjia/events/community/intake"
	"wanjia/events/docstore"
	"wanjia/events/store"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/workers"
)

// newImports is the lists on their way in, and the rules of that.
func newImports(e docstore.Engine, r residents, files intake.Files, queue events.Queue, log *slog.Logger) *intake.Service {
	return &intake.Service{
		Imports: store.NewImports(e), Refusals: store.NewRefusals(e), Community: r.service, Files: files,
		Audit: r.audit, Queue: queue, Log: log, Now: time.Now,
	}
}

// newDuplicates is what finds records that may be of one person.
func newDuplicates(e docstore.Engine, r residents) *duplicates.Finder {
	return &duplicates.Finder{Pairs: store.NewPairs(e), Marks: store.NewMarks(e), Community: r.service, Now: time.Now}
}

// newMerger is what makes one record of two.
func newMerger(e docstore.Engine, s *services) *community.Merger {
	d := mergeDesk{people: s.people, catalogue: s.catalogue, tickets: s.inventory.service, community: s.community.service, sender: s.sender}
	return &community.Merger{Service: s.community.service, Merges: store.NewMerges(e), Claims: d, Bindings: d, Teller: d}
}

// rounds are what a worker looks after besides its own.
func (s *services) rounds() []workers.Round {
	return []workers.Round{
		{Name: "pools", Every: 2 * time.Minute, Within: 2 * time.Minute, Do: s.inventory.service.Watch},
		{Name: "duplicates", Every: 15 * time.Second, Within: 5 * time.Minute, Do: s.duplicates.Round},
		{Name: "merges", Every: 30 * time.Second, Within: time.Minute, Do: s.merger.Finish},
		{Name: "cards", Every: 5 * time.Minute, Within: 2 * time.Minute, Do: s.printAtNight},
		{Name: "gates", Every: 10 * time.Second, Within: 5 * time.Minute, Do: s.prepareGates},
		{Name: "films", Every: 2 * time.Second, Within: time.Hour, Do: s.live.films.Work},
	}
}

// mergeDesk is what merging asks of the rest of the house.
type mergeDesk struct {
	people    people
	catalogue catalogue
	tickets   *ticketing.Service
	community *community.Service
	sender    events.Sender
}

var (
	_ community.Claims   = mergeDesk{}
	_ community.Bindings = mergeDesk{}
	_ community.Teller   = mergeDesk{}
)

// AccountOf implements [community.Bindings].
func (d mergeDesk) AccountOf(ctx context.Context, person community.PersonID) (string, error) {
	a, err := d.people.store.AccountOfPerson(ctx, string(person))
	if errors.Is(err, identity.ErrNoAccount) {
		return "", nil
	}
	return string(a.ID), err
}

// PersonOf implements [community.Bindings].
func (d mergeDesk) PersonOf(ctx context.Context, account string) (community.PersonID, error) {
	a, err := d.people.store.Account(ctx, identity.AccountID(account))
	if errors.Is(err, identity.ErrNoAccount) {
		return "", nil
	}
	return community.PersonID(a.Person), err
}

// Bind implements [community.Bindings].
func (d mergeDesk) Bind(ctx context.Context, account string, person community.PersonID) error {
	return d.people.service.BindPerson(ctx, identity.AccountID(account), string(person))
}

// Live implements [community.Claims]: places are held by people, or by the account of
// somebody who had not said yet who they are.
func (d mergeDesk) Live(ctx context.Context, person community.PersonID) (int, error) {
	live, err := d.liveOf(ctx, ticketing.HolderID(person))
	if err != nil {
		return 0, err
	}
	account, err := d.AccountOf(ctx, person)
	if err != nil || account == "" {
		return live, err
	}
	more, err := d.liveOf(ctx, ticketing.HolderID(account))
	return live + more, err
}

// liveOf counts the places of a holder in sessions that are not over.
func (d mergeDesk) liveOf(ctx context.Context, holder ticketing.HolderID) (int, error) {
	live, now := 0, time.Now()
	page := events.PageQuery{Limit: 200}
	for {
		claims, next, err := d.tickets.ClaimsOf(ctx, holder, page)
		if err != nil {
			return 0, err
		}
		for _, c := range claims {
			if c.State != ticketing.Claimed {
				continue
			}
			session, err := d.catalogue.service.Session(ctx, c.Session)
			switch {
			case err == nil && session.Ends.Before(now):
			case err == nil, errors.Is(err, events.ErrNoSession): // of unknown time: held as far as we know
				live++
			default:
				return 0, err
			}
		}
		if next == "" {
			return live, nil
		}
		page.After = next
	}
}

// TellMerged implements [community.Teller]. An agent without a telephone is told by
// the building head, which is no failure here.
func (d mergeDesk) TellMerged(ctx context.Context, id string, agent, person community.PersonID, undone bool) error {
	found, err := d.community.Store.People.Many(ctx, []community.PersonID{agent, person})
	if err != nil || len(found) != 2 || found[0].Phone == "" || !found[0].Live() {
		return err
	}
	text := fmt.Sprintf("【万家】您照应的%s原来登记了两次，现已合成一份，您的代办不受影响。如有不对，请告诉楼栋长或社区。", community.MaskName(found[1].Name))
	if undone {
		text = fmt.Sprintf("【万家】您照应的%s的两份登记已重新分开，请看看代办是否还对。如有不对，请告诉楼栋长或社区。", community.MaskName(found[1].Name))
	}
	_, err = d.sender.Send(ctx, events.Message{ID: id, To: found[0].Phone, Kind: "sms", Template: "people_merged", Text: text, At: time.Now()})
	return err
}
