package identity

import (
	"context"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
)

// ResetFactor takes away the second factor of somebody who has lost their device and
// their recovery codes, at the word of an administrator: the codes on paper come
// first. Every session of the account ends, its roles of staff count for nothing until
// a new factor is set up, and whoever has the number is told. It returns [ErrAbove]
// for anybody but an administrator, [ErrOwnFactor] for one's own, [ErrNoAccount] and
// [ErrFactorOff], also the second time.
func (s *Service) ResetFactor(ctx context.Context, by Actor, id AccountID) error {
	now := s.Now()
	switch {
	case !IsAdmin(by.Grants, now):
		return ErrAbove
	case id == by.Account.ID:
		return ErrOwnFactor
	}
	account, err := s.change(ctx, id, "reset second factor", func(a *Account) error {
		if !a.Factor.On() {
			return ErrFactorOff
		}
		a.Factor = Factor{}
		a.Owed = append(slices.Clone(a.Owed), factorNotice(*a, now))
		return nil
	})
	if err != nil {
		return err
	}
	// None of them is strong any more, and whoever has the lost device has none left.
	if err := s.SignOutEverywhere(ctx, id); err != nil {
		return err
	}
	// What cannot be sent now is still owed, and sent by the next sweep.
	_ = s.tell(ctx, account)
	return nil
}

// factorNotice is what the owner of a number is told.
func factorNotice(a Account, now time.Time) events.Message {
	return events.Message{
		ID: fmt.Sprintf("factor-reset-%s-%d", a.ID, now.UnixNano()), To: a.Phone, Kind: "sms", Template: "factor_reset", At: now,
		Text: "【万家】应您的请求，管理员已取消您账号的第二道验证，各处登录都已退出。请重新登录，再设一次。不是您提的，请马上打社区热线。",
	}
}
