package banquet

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// Errors of recalls that are kept.
var (
	ErrNoRecall     = fault.New(fault.NotFound, "no_such_recall", "there is no such recall")
	ErrNoRecallHome = fault.New(fault.NotFound, "not_recalled", "this household is not among those the recall concerns")
)

// RecallID names a recall; the same dishes recalled again are the same recall.
type RecallID string

// Recalling is a recall that was ordered, with whom it concerns kept household by household.
// Index: "edition" (edition/moment).
type Recalling struct {
	ID      RecallID    `json:"id"`
	Edition events.ID   `json:"edition"`
	Query   RecallQuery `json:"query"`
	Reason  string      `json:"reason"` // people read it
	By      string      `json:"by"`     // account
	ByName  string      `json:"by_name"`
	At      time.Time   `json:"at"`
	Dishes  int         `json:"dishes"`
}

// RecallHome is how far a recall has come with a household. Indexes: "recall"
// (recall/state/household), "unsent" (recall, until its messages are out).
type RecallHome struct {
	ID        string                `json:"id"` // of the recall and the household
	Recall    RecallID              `json:"recall"`
	Edition   events.ID             `json:"edition"`
	Household community.HouseholdID `json:"household"`
	Stands    []RecallStand         `json:"stands"`
	Made      bool                  `json:"made"`              // it is one of those who made one of them
	State     string                `json:"state"`             // one of events.TellingStates
	How       string                `json:"how,omitempty"`     // "sms", or one of community.ToldHow
	ByName    string                `json:"by_name,omitempty"` // who told them, "" for a message
	At        time.Time             `json:"at"`                // since when
	Sent      bool                  `json:"sent"`              // the messages are out, or there is nobody to send one to
}

// RecallStand is a recalled dish as it concerns a household.
type RecallStand struct {
	Dish    DishID           `json:"dish"`
	Number  string           `json:"number,omitempty"`
	Title   string           `json:"title"`
	Session events.SessionID `json:"session,omitempty"`
	Table   string           `json:"table,omitempty"`
}

func recallHomeID(id RecallID, h community.HouseholdID) string { return string(id) + "." + string(h) }

// OrderRecall keeps a recall with everybody it concerns, of whom messages tell those who can
// be reached. Ordered again it adds whom it concerns since, and tells nobody twice. For
// errors see [Service.Recall].
func (s *Service) OrderRecall(ctx context.Context, order Recalling) (Recalling, error) {
	q := order.Query
	list, err := s.Recall(ctx, order.Edition, q)
	if err != nil {
		return Recalling{}, err
	}
	order.ID = RecallID("r-" + digest(string(order.Edition), string(q.Dish), q.Number, q.Library, q.Words))
	order.At, order.Dishes = s.Now(), len(list)
	answers, err := s.Store.Recalls.Add(ctx, order)
	if err != nil {
		return Recalling{}, err
	}
	if errors.Is(answers[0], community.ErrExists) {
		order, err = s.Store.Recalls.Change(ctx, order.ID, func(r *Recalling) error { r.Dishes = len(list); return nil })
	} else {
		err = answers[0]
	}
	if err != nil {
		return Recalling{}, err
	}
	return order, s.concern(ctx, order, list)
}

// concern keeps the households that recalled dishes concern.
func (s *Service) concern(ctx context.Context, order Recalling, list []Recalled) error {
	homes, at := []RecallHome{}, map[community.HouseholdID]int{}
	for _, r := range list {
		stand := RecallStand{Dish: r.Dish.ID, Number: r.Dish.Number, Title: r.Dish.Title(), Session: r.Dish.Session, Table: r.Table}
		for _, h := range r.Households {
			i, ok := at[h]
			if !ok {
				i = len(homes)
				at[h] = i
				homes = append(homes, RecallHome{
					ID: recallHomeID(order.ID, h), Recall: order.ID, Edition: order.Edition, Household: h, State: events.NotYet, At: s.Now(),
				})
			}
			homes[i].Stands = append(homes[i].Stands, stand)
			homes[i].Made = homes[i].Made || slices.Contains(r.Made, h)
		}
	}
	for part := range slices.Chunk(homes, pageOf) {
		answers, err := s.Store.RecallHomes.Add(ctx, part...)
		if err != nil {
			return fmt.Errorf("keep whom the recall concerns: %w", err)
		}
		for _, answer := range answers {
			if answer != nil && !errors.Is(answer, community.ErrExists) {
				return fmt.Errorf("keep whom the recall concerns: %w", answer)
			}
		}
	}
	return nil
}

// Recalls returns the recalls of an edition, the latest first.
func (s *Service) Recalls(ctx context.Context, edition events.ID) ([]Recalling, error) {
	list, err := all(ctx, s.Store.Recalls, community.By{Index: "edition", Prefix: string(edition) + "/"})
	slices.Reverse(list)
	return list, err
}

// Recalling returns a recall of an edition with everybody it concerns, or [ErrNoRecall].
func (s *Service) Recalling(ctx context.Context, edition events.ID, id RecallID) (Recalling, []RecallHome, error) {
	r, err := s.Store.Recalls.Get(ctx, id)
	if err == nil && r.Edition != edition {
		err = ErrNoRecall
	}
	if err != nil {
		return Recalling{}, nil, err
	}
	homes, err := s.RecallHomes(ctx, id)
	return r, homes, err
}

// RecallHomes returns whom a recall concerns, by state and household.
func (s *Service) RecallHomes(ctx context.Context, id RecallID) ([]RecallHome, error) {
	return all(ctx, s.Store.RecallHomes, community.By{Index: "recall", Prefix: string(id) + "/"})
}

// ToldOfRecall notes how somebody told a household; who was told already stays so. It
// returns [ErrNoRecallHome] and the community's ErrToldHow.
func (s *Service) ToldOfRecall(ctx context.Context, edition events.ID, id RecallID, h community.HouseholdID, how, byName string) (RecallHome, error) {
	if err := community.CheckTold(how); err != nil {
		return RecallHome{}, err
	}
	return s.Store.RecallHomes.Change(ctx, recallHomeID(id, h), func(x *RecallHome) error {
		if x.Edition != edition {
			return ErrNoRecallHome
		}
		if x.State != events.WasTold {
			x.State, x.How, x.ByName, x.At, x.Sent = events.WasTold, how, byName, s.Now(), true
		}
		return nil
	})
}

// tendRecalls sends what recalls have to say and nobody has sent yet.
func (s *Service) tendRecalls(ctx context.Context) error {
	homes, err := all(ctx, s.Store.RecallHomes, community.By{Index: "unsent"})
	errs := []error{err}
	orders := map[RecallID]Recalling{}
	for _, h := range homes {
		if _, ok := orders[h.Recall]; !ok {
			if orders[h.Recall], err = s.Store.Recalls.Get(ctx, h.Recall); err != nil {
				return errors.Join(append(errs, err)...)
			}
		}
		if err := s.tellRecall(ctx, orders[h.Recall], h); err != nil {
			errs = append(errs, fmt.Errorf("tell %s of a recall: %w", h.Household, err))
		}
	}
	return errors.Join(errs...)
}

// tellRecall tells everybody of a household who has a telephone; where nobody has, the
// household is on the list of those to be told in person.
func (s *Service) tellRecall(ctx context.Context, r Recalling, h RecallHome) error {
	people, err := s.Residents.PeopleOf(ctx, h.Household)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(p community.Person) bool { return !p.Live() })
	to := slices.DeleteFunc(slices.Clone(people), func(p community.Person) bool { return p.Phone == "" })
	state, how := events.WasTold, "sms"
	if len(to) == 0 {
		state, how, to = events.InPerson, "", people[:min(1, len(people))]
	}
	if len(people) == 0 {
		state = events.Unreached
	}
	for _, p := range to {
		id := fmt.Sprintf("banquet.recall.%s.%s", r.ID, p.ID)
		if err := s.Letters.Tell(ctx, id, NewLetter(string(p.ID), "dish_recalled", recallWords(r, h), s.Now())); err != nil {
			return err
		}
	}
	_, err = s.Store.RecallHomes.Change(ctx, h.ID, func(x *RecallHome) error {
		if x.Sent = true; x.State == events.NotYet {
			x.State, x.How, x.At = state, how, s.Now()
		}
		return nil
	})
	return err
}

func recallWords(r Recalling, h RecallHome) events.Text {
	var zh, en []string
	for _, d := range h.Stands {
		number, card := "", ""
		if d.Number != "" {
			number, card = "（菜牌"+d.Number+"）", " (card "+d.Number+")"
		}
		zh, en = append(zh, "“"+d.Title+"”"+number), append(en, "“"+d.Title+"”"+card)
	}
	return events.Text{
		ZH: "【万家】紧急：万家宴的" + strings.Join(zh, "、") + "请不要吃，已经端上桌的请放着不动。原因：" + r.Reason + "。不舒服请马上告诉桌长或打热线。",
		EN: "[Wanjia] Urgent: do not eat " + strings.Join(en, ", ") + " at the banquet; leave it on the table as it is. Why: " + r.Reason + ". If you feel unwell, tell somebody at once or ring the hotline.",
	}
}
