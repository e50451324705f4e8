package banquet

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"wanjia/events"
	"wanjia/events/community"
)

// codeLetters has no two that look or sound alike when read aloud.
const codeLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

// codeTries is how many codes are tried before giving up on finding a free one.
const codeTries = 8

// NewCode is the n-th code for what parts name: six letters for reading aloud.
func NewCode(n int, parts ...string) string {
	d := digest(append(parts, fmt.Sprint(n))...)
	out := make([]byte, 6)
	for i := range out {
		out[i] = codeLetters[(int(d[2*i])*37+int(d[2*i+1]))%len(codeLetters)]
	}
	return string(out)
}

// cleanCode is a code as somebody typed it, as it is kept.
func cleanCode(typed string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '　' {
			return -1
		}
		return r
	}, typed))
}

// seated returns the registration of a household that has seats at a table, or [ErrKinMeal].
func (s *Service) seated(ctx context.Context, edition events.ID, h community.HouseholdID) (Registration, error) {
	r, err := s.Store.Registrations.Get(ctx, NewRegistrationID(edition, h))
	if errors.Is(err, ErrNoRegistration) || err == nil && (r.Mode != ByMeal || !r.State.Live()) {
		err = ErrKinMeal
	}
	return r, err
}

// KinOf returns the group of a household, or [ErrNoKin].
func (s *Service) KinOf(ctx context.Context, edition events.ID, h community.HouseholdID) (Kin, error) {
	for i := range MostKin {
		list, _, err := s.Store.Kin.List(ctx, community.By{Index: fmt.Sprintf("h%d", i), Value: string(h) + "/" + string(edition), Limit: 1})
		if err != nil || len(list) > 0 {
			return first(list), err
		}
	}
	return Kin{}, ErrNoKin
}

func first[T any](list []T) (v T) {
	if len(list) > 0 {
		v = list[0]
	}
	return v
}

// BeginKin makes a group of one household, with a code to tell the others. Repeating it
// answers the same group.
func (s *Service) BeginKin(ctx context.Context, edition events.ID, a Applicant) (Kin, error) {
	if _, err := s.seated(ctx, edition, a.Household); err != nil {
		return Kin{}, err
	}
	for n := range codeTries {
		k := Kin{Edition: edition, Code: NewCode(n, "kin", string(edition), string(a.Household)), At: s.Now(), Changed: s.Now()}
		k.ID = NewKinID(edition, k.Code)
		k.Members = []KinMember{{Household: a.Household, Agreed: true, By: string(a.Person), At: s.Now()}}
		answers, err := s.Store.Kin.Add(ctx, k)
		if err == nil {
			err = answers[0]
		}
		if !errors.Is(err, community.ErrExists) {
			return k, err
		}
		if there, err := s.KinOf(ctx, edition, a.Household); !errors.Is(err, ErrNoKin) {
			return there, err
		}
	}
	return Kin{}, ErrKinFull
}

// AskKin asks to sit with the group of a code. Whoever is in it already is told and has
// to say yes. It returns the errors of [Kin.Ask], [ErrNoKin], [ErrKinMeal] and
// [ErrKinTimes]; the household stays registered as it was with each of them.
func (s *Service) AskKin(ctx context.Context, edition events.ID, a Applicant, code string) (Kin, error) {
	e, err := s.Edition(ctx, edition)
	if err != nil {
		return Kin{}, err
	}
	mine, err := s.seated(ctx, edition, a.Household)
	if err != nil {
		return Kin{}, err
	}
	id := NewKinID(edition, cleanCode(code))
	group, err := s.Store.Kin.Get(ctx, id)
	if err != nil {
		return Kin{}, err
	}
	people := mine.Come()
	for _, m := range group.Members {
		other, err := s.seated(ctx, edition, m.Household)
		if errors.Is(err, ErrKinMeal) {
			continue // it has given its seats back since
		}
		if err != nil {
			return Kin{}, err
		}
		if other.Session != mine.Session {
			return Kin{}, ErrKinTimes
		}
		people += other.Come()
	}
	k, err := s.changeKin(ctx, id, func(k *Kin) error {
		if err := k.Ask(KinMember{Household: a.Household, By: string(a.Person), At: s.Now()}, people, max(e.TableSeats, 1)); err != nil {
			return err
		}
		for _, m := range k.Members {
			if m.Agreed && m.Household != a.Household {
				k.letter(m, a.Household, "banquet_kin_asked", kinAskedWords(*k, a.Name), s)
			}
		}
		return nil
	})
	if errors.Is(err, community.ErrExists) {
		err = ErrInKin
	}
	return k, err
}

// AgreeKin is the yes of somebody in the group to a household that asked.
func (s *Service) AgreeKin(ctx context.Context, edition events.ID, a Applicant, code string, to community.HouseholdID) (Kin, error) {
	return s.changeKin(ctx, NewKinID(edition, cleanCode(code)), func(k *Kin) error {
		m, _ := k.Member(to)
		if err := k.Agree(a.Household, to); err != nil || m.Agreed {
			return err
		}
		k.letter(m, to, "banquet_kin_agreed", kinAgreedWords(*k, a.Name), s)
		return nil
	})
}

// LeaveKin takes a household out of a group: itself, or one that only asked.
func (s *Service) LeaveKin(ctx context.Context, edition events.ID, a Applicant, code string, h community.HouseholdID) error {
	k, err := s.changeKin(ctx, NewKinID(edition, cleanCode(code)), func(k *Kin) error {
		gone, _ := k.Member(h)
		if err := k.Drop(a.Household, h); err != nil {
			return err
		}
		if a.Household != h {
			k.letter(gone, h, "banquet_kin_refused", kinRefusedWords(*k), s)
			return nil
		}
		for _, m := range k.Members {
			if gone.Agreed && m.Agreed {
				k.letter(m, h, "banquet_kin_left", kinLeftWords(*k, a.Name), s)
			}
		}
		return nil
	})
	if err == nil && len(k.Members) == 0 {
		err = s.Store.Kin.Remove(ctx, k.ID)
	}
	return err
}

func (k *Kin) letter(to KinMember, about community.HouseholdID, template string, words events.Text, s *Service) {
	id := fmt.Sprintf("%s.%s.%s.%s.%d", template, k.ID, to.Household, about, k.Rev)
	k.Outbox = post(k.Outbox, id, NewLetter(to.By, template, words, s.Now()))
}

func (s *Service) changeKin(ctx context.Context, id KinID, change func(*Kin) error) (Kin, error) {
	k, err := s.Store.Kin.Change(ctx, id, func(k *Kin) error {
		if err := change(k); err != nil {
			return err
		}
		k.Rev++
		k.Changed = s.Now()
		return nil
	})
	if err == nil {
		s.sendKin(ctx, k)
	}
	return k, err
}
