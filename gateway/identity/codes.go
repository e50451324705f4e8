package identity

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"wanjia/events"
)

// The life of a code. With ten codes of five tries a day, somebody who guesses
// at one number is right once in 20,000 days.
const (
	CodeLife    = 5 * time.Minute
	ResendAfter = time.Minute
	maxPerHour  = 5
	maxPerDay   = 10
	maxTries    = 5
	codeHistory = 24 * time.Hour // how long a number's sent codes count
)

// RequestCode sends a fresh six-digit code to a phone by "sms" or "voice". The
// answer is the same whether or not the number has an account.
//
// It returns [ErrPhone], [ErrVia], or [ErrTooMany] with retry_after_s: a number
// gets one code a minute, 5 an hour and 10 a day, unless s.Exempt says otherwise.
func (s *Service) RequestCode(ctx context.Context, phone, via string) error {
	number, err := ParsePhone(phone)
	if err != nil {
		return err
	}
	if via != "sms" && via != "voice" {
		return ErrVia
	}
	key, err := s.key(ctx)
	if err != nil {
		return err
	}
	now, code := s.Now(), newCode()
	err = s.Store.ChangeChallenge(ctx, number, func(c *Challenge) error {
		c.Sent = slices.DeleteFunc(slices.Clone(c.Sent), func(t time.Time) bool { return !t.After(now.Add(-codeHistory)) })
		if wait := wait(c.Sent, now); wait > 0 && (s.Exempt == nil || !s.Exempt(number)) {
			return ErrTooMany.With("retry_after_s", int((wait+time.Second-1)/time.Second))
		}
		c.Sent = append(c.Sent, now)
		c.Hash, c.Expires, c.Tries, c.Used = hash(key, number, code), now.Add(CodeLife), 0, false
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep code: %w", err)
	}
	err = s.Sender.Send(ctx, events.Message{
		ID: "code-" + rand.Text(), To: number, Kind: via, Template: "auth_code", At: now,
		Text: fmt.Sprintf("【万家】您的验证码是 %s，5 分钟内有效。请不要告诉别人。", code),
	})
	if err != nil {
		return fmt.Errorf("send code: %w", errors.Join(err, s.forgetSent(ctx, number, now)))
	}
	return nil
}

// forgetSent takes back a code that could not be sent, so that the person may
// ask again at once.
func (s *Service) forgetSent(ctx context.Context, number string, at time.Time) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return s.Store.ChangeChallenge(ctx, number, func(c *Challenge) error {
		c.Sent = slices.DeleteFunc(slices.Clone(c.Sent), at.Equal)
		return nil
	})
}

// wait returns how long a number that was sent codes at those moments has to
// wait for the next.
func wait(sent []time.Time, now time.Time) time.Duration {
	var longest time.Duration
	for _, limit := range []struct {
		n   int
		per time.Duration
	}{{1, ResendAfter}, {maxPerHour, time.Hour}, {maxPerDay, codeHistory}} {
		if len(sent) >= limit.n {
			longest = max(longest, sent[len(sent)-limit.n].Add(limit.per).Sub(now))
		}
	}
	return longest
}

// useCode uses up the code of a number. The verdict counts only once the change
// it makes is stored, so tries made at the same time are each counted, and one
// of several right ones wins.
func (s *Service) useCode(ctx context.Context, number, code string) error {
	key, err := s.key(ctx)
	if err != nil {
		return err
	}
	code, _ = digits(code) // "123 456" and "１２３４５６" are what was sent, too
	given, now := hash(key, number, code), s.Now()
	var verdict error
	err = s.Store.ChangeChallenge(ctx, number, func(c *Challenge) error {
		verdict = nil
		switch {
		case len(c.Hash) == 0 || c.Used || !now.Before(c.Expires):
			return ErrCodeWrong
		case c.Tries >= maxTries:
			return ErrCodeLocked
		case hmac.Equal(c.Hash, given):
			c.Used = true
		default:
			c.Tries++
			verdict = ErrCodeWrong.With("tries_left", maxTries-c.Tries)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("check code: %w", err)
	}
	return verdict
}

// newCode returns six digits, all million of them equally likely.
func newCode() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // crypto/rand never fails
	}
	return fmt.Sprintf("%06d", n)
}

// hash keys a code with the secret: a copy of the documents alone does not give
// the code away, though there are only a million.
func hash(key []byte, number, code string) []byte {
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "code\x00%s\x00%s", number, code)
	return m.Sum(nil)
}
