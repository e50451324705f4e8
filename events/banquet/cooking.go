package banquet

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/community"
)

// DishesOf returns the dishes a household makes or has a share in, its official one
// first; withdrawn ones are left out.
func (s *Service) DishesOf(ctx context.Context, edition events.ID, h community.HouseholdID) ([]Dish, error) {
	list := []Dish{}
	for i := range MostTogether {
		page, err := all(ctx, s.Store.Dishes, community.By{Index: fmt.Sprintf("h%d", i), Value: string(h) + "/" + string(edition)})
		if err != nil {
			return nil, err
		}
		list = append(list, page...)
	}
	list = slices.DeleteFunc(list, func(d Dish) bool { return d.State == Withdrawn })
	slices.SortStableFunc(list, func(a, b Dish) int {
		switch {
		case a.Extra == b.Extra:
			return a.At.Compare(b.At)
		case a.Extra:
			return 1
		}
		return -1
	})
	return list, nil
}

// MakeDish begins a dish of a household, which cooks and answers for it. The same press
// again answers the same dish. A household that takes part brings one, or is of a group
// that does: another one has to be extra. It returns [ErrNoRegistration],
// [ErrOfficial] with detail "dish", and the errors of [Dish.Put].
func (s *Service) MakeDish(ctx context.Context, edition events.ID, a Applicant, r Recipe, extra bool) (Dish, error) {
	e, reg, err := s.cooks(ctx, edition, a)
	if err != nil {
		return Dish{}, err
	}
	id := DishID(string(edition) + ".d" + digest(string(edition), string(a.Household), a.Key))
	d := Dish{
		ID: id, Edition: edition, State: Idea, Purpose: r.Purpose, Extra: extra, Cook: a.Household, At: s.Now(), Changed: s.Now(),
		Shares: []Share{{Household: a.Household, Building: reg.Building, By: string(a.Person), At: s.Now()}},
	}
	if r.Session == "" && r.Purpose == ToEat && reg.Mode == ByMeal {
		r.Session = reg.Session
	}
	if err := d.Put(e, r); err != nil {
		return Dish{}, err
	}
	for n := range codeTries {
		d.Code, d.Outbox = NewCode(n, "dish", string(id)), nil
		d.letter("banquet_dish_begun", dishBegunWords(d), s.Now())
		answers, err := s.Store.Dishes.Add(ctx, d)
		if err == nil {
			err = answers[0]
		}
		if !errors.Is(err, community.ErrExists) {
			if err == nil {
				s.sendDish(ctx, d)
			}
			return d, err
		}
		if there, err := s.Store.Dishes.Get(ctx, id); !errors.Is(err, ErrNoDish) {
			return there, err
		}
		if err := s.hasDish(ctx, edition, a.Household); !extra && err != nil {
			return Dish{}, err
		}
	}
	return Dish{}, ErrOfficial
}

// hasDish is [ErrOfficial] for a household that has its dish.
func (s *Service) hasDish(ctx context.Context, edition events.ID, h community.HouseholdID) error {
	list, err := s.DishesOf(ctx, edition, h)
	if err == nil && len(list) > 0 && !list[0].Extra {
		err = ErrOfficial.With("dish", list[0].ID)
	}
	return err
}

// cooks says whether a household may do something about a dish now.
func (s *Service) cooks(ctx context.Context, edition events.ID, a Applicant) (Edition, Registration, error) {
	e, err := s.Edition(ctx, edition)
	if err == nil && !a.office() && !s.Now().Before(e.ChangeUntil) {
		err = ErrTooLate
	}
	if err != nil {
		return e, Registration{}, err
	}
	r, err := s.Store.Registrations.Get(ctx, NewRegistrationID(edition, a.Household))
	if err == nil && !r.State.Live() {
		err = ErrNoRegistration
	}
	return e, r, err
}

// ChangeDish writes another recipe; only the household that cooks may. rev is the Rev
// the caller has seen. It returns [ErrNoDish], [ErrNotCook], [ErrDishChanged] and the
// errors of [Dish.Put].
func (s *Service) ChangeDish(ctx context.Context, id DishID, a Applicant, rev int64, r Recipe) (Dish, error) {
	return s.onDish(ctx, id, a, func(e Edition, d *Dish) error {
		switch {
		case d.Cook != a.Household:
			return ErrNotCook
		case d.Rev != rev:
			return ErrDishChanged
		}
		return d.Put(e, r)
	})
}

// SureDish says of a dish that it will come as it is; Put takes that back.
func (s *Service) SureDish(ctx context.Context, id DishID, a Applicant) (Dish, error) {
	return s.onDish(ctx, id, a, func(_ Edition, d *Dish) error {
		switch {
		case d.Cook != a.Household:
			return ErrNotCook
		case d.State == Sure:
			return nil
		case !d.State.To(Sure):
			return ErrDishOver
		}
		d.State = Sure
		return nil
	})
}

// JoinDish makes a household one of those who make the dish of a code; the cook is told.
// It returns [ErrDishCode], [ErrInDish], [ErrDishFull], [ErrDishOver],
// [ErrNoRegistration] and [ErrOfficial].
func (s *Service) JoinDish(ctx context.Context, edition events.ID, a Applicant, code string) (Dish, error) {
	_, reg, err := s.cooks(ctx, edition, a)
	if err != nil {
		return Dish{}, err
	}
	list, _, err := s.Store.Dishes.List(ctx, community.By{Index: "code", Value: string(edition) + "/" + cleanCode(code), Limit: 1})
	if err != nil {
		return Dish{}, err
	}
	if len(list) == 0 || list[0].State == Withdrawn {
		return Dish{}, ErrDishCode
	}
	if !list[0].Of(a.Household) && !list[0].Extra {
		if err := s.hasDish(ctx, edition, a.Household); err != nil {
			return Dish{}, err
		}
	}
	d, err := s.onDish(ctx, list[0].ID, a, func(_ Edition, d *Dish) error {
		err := d.Join(Share{Household: a.Household, Building: reg.Building, By: string(a.Person), At: s.Now()})
		if err == nil {
			d.letter("banquet_dish_joined", dishJoinedWords(*d, a.Name), s.Now())
			d.write(a.Household, "banquet_dish_welcome", dishWelcomeWords(*d), s.Now())
		}
		return err
	})
	if errors.Is(err, community.ErrExists) {
		err = ErrOfficial
	}
	return d, err
}

// LeaveDish takes a household out of the group; whoever cooks alone withdraws the dish.
func (s *Service) LeaveDish(ctx context.Context, id DishID, a Applicant) (Dish, error) {
	return s.onDish(ctx, id, a, func(_ Edition, d *Dish) error {
		was := *d
		err := d.Leave(a.Household)
		if err == nil {
			d.bidFarewell(was, a, s.Now())
		}
		return err
	})
}

// bidFarewell tells whoever has left the dish as it was, and whoever cooks it on.
func (d *Dish) bidFarewell(was Dish, a Applicant, at time.Time) {
	if d.State == Withdrawn {
		d.letter("banquet_dish_withdrawn", dishWithdrawnWords(*d), at)
		return
	}
	d.letter("banquet_dish_left", dishLeftWords(*d, a.Name), at)
	was.Outbox = d.Outbox
	was.write(a.Household, "banquet_dish_gone", dishGoneWords(*d), at)
	d.Outbox = was.Outbox
}

// HandOverDish makes another household of the group the one that cooks; it is told.
func (s *Service) HandOverDish(ctx context.Context, id DishID, a Applicant, to community.HouseholdID) (Dish, error) {
	return s.onDish(ctx, id, a, func(_ Edition, d *Dish) error {
		switch {
		case d.Cook != a.Household:
			return ErrNotCook
		case to == a.Household:
			return nil
		}
		err := d.HandOver(to)
		if err == nil {
			d.letter("banquet_dish_cook", dishCookWords(*d, a.Name), s.Now())
		}
		return err
	})
}

// onDish changes a dish in one step and sends what it caused.
func (s *Service) onDish(ctx context.Context, id DishID, a Applicant, change func(Edition, *Dish) error) (Dish, error) {
	d, err := s.Store.Dishes.Get(ctx, id)
	if err != nil {
		return d, err
	}
	e, err := s.Edition(ctx, d.Edition)
	if err == nil && !a.office() && !s.Now().Before(e.ChangeUntil) {
		err = ErrTooLate
	}
	if err != nil {
		return Dish{}, err
	}
	d, err = s.Store.Dishes.Change(ctx, id, func(d *Dish) error {
		if err := change(e, d); err != nil {
			return err
		}
		d.Rev++
		d.Changed = s.Now()
		return nil
	})
	if err == nil {
		s.sendDish(ctx, d)
	}
	return d, err
}

// letter tells whoever answers for the dish.
func (d *Dish) letter(template string, words events.Text, at time.Time) {
	d.write(d.Cook, template, words, at)
}

// write tells one of the households that make it.
func (d *Dish) write(to community.HouseholdID, template string, words events.Text, at time.Time) {
	for _, s := range d.Shares {
		if s.Household == to {
			d.Outbox = post(d.Outbox, fmt.Sprintf("%s.%s.%s.%d", template, d.ID, to, d.Rev), NewLetter(s.By, template, words, at))
		}
	}
}

// RemindOfDishes reminds whoever cooks, in the afternoon two days before the edition's
// DishBy and once more the day before the feast, of dishes that are not named or whose
// ingredients nobody has answered. Safe to repeat: each reminder is noted in its dish.
func (s *Service) RemindOfDishes(ctx context.Context, edition events.ID) error {
	e, err := s.Edition(ctx, edition)
	if err != nil {
		return err
	}
	now, turn := s.Now(), 0
	switch {
	case now.After(e.ChangeUntil.Add(-8*time.Hour)) && now.Before(e.ChangeUntil):
		turn = 2
	case now.After(e.DishBy.Add(-8*time.Hour)) && now.Before(e.DishBy):
		turn = 1
	default:
		return nil
	}
	list, err := s.Dishes(ctx, edition)
	if err != nil {
		return err
	}
	for _, d := range list {
		if !d.State.Open() || d.Reminded >= turn || d.State != Idea && len(d.Answers) > 0 {
			continue
		}
		d, err := s.Store.Dishes.Change(ctx, d.ID, func(d *Dish) error {
			if d.Reminded >= turn || !d.State.Open() {
				return nil
			}
			d.Reminded = turn
			d.letter(fmt.Sprintf("banquet_dish_reminder_%d", turn), dishReminderWords(e, *d), now)
			return nil
		})
		if err != nil {
			return err
		}
		s.sendDish(ctx, d)
	}
	return nil
}
