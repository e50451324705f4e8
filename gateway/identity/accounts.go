package identity

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
)

// freshFor is how young a session must be to change what it was opened with.
const freshFor = 15 * time.Minute

// BindPerson makes an account stand for a person of the community, or for nobody
// with "". Who may say so is the caller's matter. Repeating it changes nothing. It
// returns [ErrNoAccount], or [ErrPerson] where another account stands for them.
func (s *Service) BindPerson(ctx context.Context, id AccountID, person string) error {
	_, err := s.change(ctx, id, "bind account to person", func(a *Account) error {
		a.Person = person
		return nil
	})
	return err
}

// Rename sets how an account is called. Whether it is a name is the caller's matter.
func (s *Service) Rename(ctx context.Context, id AccountID, name string) (Account, error) {
	return s.change(ctx, id, "rename account", func(a *Account) error {
		a.Name = name
		return nil
	})
}

// Read sets which language an account reads, "zh" or "en": messages are sent in it.
func (s *Service) Read(ctx context.Context, id AccountID, language string) (Account, error) {
	return s.change(ctx, id, "set the language of an account", func(a *Account) error {
		a.Language = language
		return nil
	})
}

// ChangePhone gives the account of a session another number, which the code sent
// there proves. Its other sessions end, and both numbers are told.
//
// The session must be younger than a quarter of an hour, and strong where the
// account has a second factor. It returns [ErrPhone], [ErrSignAgain], [ErrFactor],
// what a wrong code returns, and [ErrPhoneTaken]; that only after the code was right,
// so that nobody learns by it who has an account.
func (s *Service) ChangePhone(ctx context.Context, by Actor, phone, code string, device Device) (Account, error) {
	number, err := ParsePhone(phone)
	now := s.Now()
	switch {
	case err != nil:
		return Account{}, err
	case now.Sub(by.Since) > freshFor:
		return Account{}, ErrSignAgain
	case by.Account.Factor.On() && !by.Strong:
		return Account{}, ErrFactor
	}
	if err := s.useCode(ctx, number, code, device); err != nil {
		return Account{}, err
	}
	account, err := s.change(ctx, by.Account.ID, "change phone", func(a *Account) error {
		if a.Phone != number {
			a.Owed = append(slices.Clone(a.Owed), phoneNotices(*a, number, now)...)
			a.Phone = number
		}
		return nil
	})
	if err != nil {
		return Account{}, err
	}
	if err := s.SignOutOthers(ctx, by); err != nil {
		return Account{}, err
	}
	// What cannot be sent now is still owed, and sent by the next sweep.
	_ = s.tell(ctx, account)
	return account, nil
}

// phoneNotices are what both numbers are told of a change from one to the other.
func phoneNotices(a Account, number string, now time.Time) []events.Message {
	id := fmt.Sprintf("phone-%s-%d", a.ID, now.UnixNano())
	return []events.Message{{
		ID: id + "-old", To: a.Phone, Kind: "sms", Template: "phone_left", At: now,
		Params: map[string]string{"phone": Mask(number)},
		Text:   fmt.Sprintf("【万家】您的账号已改用手机号 %s 登录。不是您本人改的，请马上打社区热线。", Mask(number)),
	}, {
		ID: id + "-new", To: number, Kind: "sms", Template: "phone_joined", At: now,
		Params: map[string]string{"phone": Mask(a.Phone)},
		Text:   fmt.Sprintf("【万家】这个手机号已用来登录原来 %s 的账号。", Mask(a.Phone)),
	}}
}

// tell sends what an account is owed and strikes what was sent. Repeating it tells
// nobody twice: a message keeps its id.
func (s *Service) tell(ctx context.Context, a Account) error {
	var failed []error
	for _, m := range a.Owed {
		if _, err := s.Sender.Send(ctx, m); err != nil {
			failed = append(failed, fmt.Errorf("send %s: %w", m.Template, err))
			continue
		}
		_, err := s.Store.ChangeAccount(ctx, a.ID, func(a *Account) error {
			a.Owed = slices.DeleteFunc(slices.Clone(a.Owed), func(o events.Message) bool { return o.ID == m.ID })
			return nil
		})
		if err != nil {
			failed = append(failed, fmt.Errorf("strike sent %s: %w", m.Template, err))
		}
	}
	return errors.Join(failed...)
}

// standing refuses a change of an account that was closed meanwhile.
func standing(change func(*Account) error) func(*Account) error {
	return func(a *Account) error {
		if !a.Stands() {
			return ErrNoAccount
		}
		return change(a)
	}
}

// change stores a change of an account and makes this process look anew at what
// every session may do.
func (s *Service) change(ctx context.Context, id AccountID, doing string, change func(*Account) error) (Account, error) {
	a, err := s.Store.ChangeAccount(ctx, id, standing(change))
	if err != nil {
		return Account{}, fmt.Errorf("%s: %w", doing, err)
	}
	s.actors.clear()
	return a, nil
}
