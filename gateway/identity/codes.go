package identity

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
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
	codeHistory = 24 * time.Hour       // how long a slot's sent codes count
	deviceLife  = 180 * 24 * time.Hour // how long a device counts as known after a sign-in
)

// RequestCode sends a fresh six-digit code to a phone by "sms" or "voice". The
// answer and the work are the same whether or not the number has an account: no
// account is looked for.
//
// It returns [ErrPhone], [ErrVia], or [ErrTooMany] with retry_after_s: a number
// gets one code a minute, 5 an hour and 10 a day, unless s.Exempt says otherwise.
//
// Strangers can use up a number's codes of a day, and its owner is refused like
// anybody, so that the refusal tells nothing. Lest they lock the owner out day after
// day, each device that has signed in with the number has codes and tries of its own.
func (s *Service) RequestCode(ctx context.Context, phone, via string, device Device) error {
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
	slot, err := s.slot(ctx, key, number, device)
	if err != nil {
		return err
	}
	now, code := s.Now(), newCode()
	err = s.Store.ChangeChallenge(ctx, slot, func(c *Challenge) error {
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
	if _, err = s.Sender.Send(ctx, codeMessage(number, via, code, now)); err != nil {
		return fmt.Errorf("send code: %w", errors.Join(err, s.forgetSent(ctx, slot, now)))
	}
	return nil
}

// codeMessage carries a code. A voice says it slowly, and twice.
func codeMessage(number, via, code string, now time.Time) events.Message {
	m := events.Message{
		ID: "code-" + rand.Text(), To: number, Kind: via, Template: "auth_code", At: now,
		Params: map[string]string{"code": code, "minutes": "5"},
		Text:   fmt.Sprintf("【万家】您的验证码是 %s，5 分钟内有效。请不要告诉别人。", code),
	}
	if via == "voice" {
		slowly := strings.Join(strings.Split(code, ""), "，")
		m.Text = fmt.Sprintf("您好，这里是万家。您的验证码是：%s。再说一遍：%s。5 分钟内有效，请不要告诉别人。", slowly, slowly)
	}
	return m
}

// slot is where the code of a number is kept for who asks from a device.
func (s *Service) slot(ctx context.Context, key []byte, number string, device Device) (string, error) {
	id := deviceKey(key, number, device)
	known, err := s.Store.DeviceKnown(ctx, id, s.Now())
	if err != nil {
		return "", fmt.Errorf("look for device: %w", err)
	}
	if known {
		return number + "/" + id, nil
	}
	return number, nil
}

// deviceKey names a device as one that uses a number. Without the secret nobody
// learns from it which.
func deviceKey(key []byte, number string, device Device) string {
	if device.ID == "" {
		return "none"
	}
	return hex.EncodeToString(mac(key, "device", number, device.ID)[:16])
}

// forgetSent takes back a code that could not be sent, so that the person may
// ask again at once.
func (s *Service) forgetSent(ctx context.Context, slot string, at time.Time) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return s.Store.ChangeChallenge(ctx, slot, func(c *Challenge) error {
		c.Sent = slices.DeleteFunc(slices.Clone(c.Sent), at.Equal)
		return nil
	})
}

// wait returns how long a slot that was sent codes at those moments has to
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

// useCode uses up the code of a number and remembers the device it was used on.
// The verdict counts only once the change it makes is stored, so tries made at the
// same time are each counted, and one of several right ones wins.
func (s *Service) useCode(ctx context.Context, number, code string, device Device) error {
	key, err := s.key(ctx)
	if err != nil {
		return err
	}
	code, _ = digits(code) // "123 456" and "１２３４５６" are what was sent, too
	slot, err := s.slot(ctx, key, number, device)
	if err != nil {
		return err
	}
	verdict := s.compare(ctx, key, slot, number, code)
	if slot != number && errors.Is(verdict, errNoCode) {
		// The device became a known one after it had asked.
		verdict = s.compare(ctx, key, number, number, code)
	}
	if errors.Is(verdict, errNoCode) {
		return ErrCodeWrong
	}
	if verdict != nil || device.ID == "" {
		return verdict
	}
	if err := s.Store.KnowDevice(ctx, deviceKey(key, number, device), s.Now().Add(deviceLife)); err != nil {
		return fmt.Errorf("remember device: %w", err)
	}
	return nil
}

// errNoCode: the slot holds no code to compare with.
var errNoCode = errors.New("no code")

// compare uses up the code of a slot.
func (s *Service) compare(ctx context.Context, key []byte, slot, number, code string) error {
	given, now := hash(key, number, code), s.Now()
	var verdict error
	err := s.Store.ChangeChallenge(ctx, slot, func(c *Challenge) error {
		verdict = nil
		switch {
		case len(c.Hash) == 0 || c.Used || !now.Before(c.Expires):
			return errNoCode
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
	return mac(key, "code", number, code)
}
