package identity

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Factor is the second factor of an account: a time-based code (RFC 6238) of an app
// on the person's own device, and codes on paper for when it is lost.
type Factor struct {
	Secret   []byte    // sealed with the house's secret
	Since    time.Time // confirmed; zero while it is being set up, or there is none
	Step     int64     // the last 30 s whose code was used: each is good once
	Recovery [][]byte  // of the codes on paper that are left, keyed hashes
	Tries    int       // wrong ones in a row
	Locked   time.Time // until then nothing is compared
}

// On says whether the factor is set up.
func (f Factor) On() bool { return !f.Since.IsZero() }

// StrongIn says whether the second factor the account has now was given in a session.
func (a Account) StrongIn(s Session) bool {
	return a.Factor.On() && !s.Strong.IsZero() && !s.Strong.Before(a.Factor.Since)
}

// The bounds of guessing at a second factor. Who guesses already holds the first.
const (
	maxFactorTries = 5
	factorLock     = 15 * time.Minute
	recoveryCodes  = 10
)

// Enrolment is what an app needs to make the codes of a new factor. It is shown
// once and stored nowhere in the open.
type Enrolment struct {
	Secret string // base32, to be typed in
	URI    string // otpauth://
	QR     string // the URI as a picture, a data: URI of an SVG
}

// BeginFactor makes a new secret for the second factor of an account; the factor
// counts once [Service.ConfirmFactor] has seen a code of it. Beginning again
// forgets the secret before. It returns [ErrFactorOn] where one is set up.
func (s *Service) BeginFactor(ctx context.Context, by Actor) (Enrolment, error) {
	key, err := s.key(ctx)
	if err != nil {
		return Enrolment{}, err
	}
	fresh := make([]byte, secretSize)
	rand.Read(fresh) // never fails
	_, err = s.change(ctx, by.Account.ID, "begin second factor", func(a *Account) error {
		if a.Factor.On() {
			return ErrFactorOn
		}
		a.Factor = Factor{Secret: sealSecret(key, a.ID, fresh)}
		return nil
	})
	if err != nil {
		return Enrolment{}, err
	}
	return enrolment(by.Account, fresh)
}

// ConfirmFactor sets the second factor up, given a code of it, makes the session
// strong and returns the recovery codes, which are never shown again. It returns
// [ErrFactorWrong], [ErrFactorOn], or [ErrFactorOff] where none was begun.
func (s *Service) ConfirmFactor(ctx context.Context, by Actor, code string) ([]string, error) {
	key, err := s.key(ctx)
	if err != nil {
		return nil, err
	}
	now, codes := s.Now(), newRecoveryCodes()
	_, err = s.change(ctx, by.Account.ID, "confirm second factor", func(a *Account) error {
		switch {
		case a.Factor.On():
			return ErrFactorOn
		case len(a.Factor.Secret) == 0:
			return ErrFactorOff
		}
		step, err := s.matches(key, *a, code, now)
		if err != nil {
			return err
		}
		a.Factor.Since, a.Factor.Step, a.Factor.Recovery = now, step, nil
		for _, c := range codes {
			a.Factor.Recovery = append(a.Factor.Recovery, hashRecovery(key, a.ID, c))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return codes, s.strengthen(ctx, by.Session, now)
}

// PassFactor makes a session strong, given a code of the second factor or one of
// the recovery codes. It returns [ErrFactorWrong] with tries_left, [ErrFactorOff],
// and for a quarter of an hour after five wrong codes [ErrFactorLocked] with
// retry_after_s.
func (s *Service) PassFactor(ctx context.Context, by Actor, code string) error {
	if err := s.spendFactor(ctx, by.Account.ID, code, func(*Account) {}); err != nil {
		return err
	}
	return s.strengthen(ctx, by.Session, s.Now())
}

// DropFactor takes the second factor away, given a code of it; no session of the
// account is strong any more. It returns what [Service.PassFactor] does.
func (s *Service) DropFactor(ctx context.Context, by Actor, code string) error {
	return s.spendFactor(ctx, by.Account.ID, code, func(a *Account) { a.Factor = Factor{} })
}

func (s *Service) strengthen(ctx context.Context, id SessionID, at time.Time) error {
	if err := s.Store.StrengthenSession(ctx, id, at); err != nil {
		return fmt.Errorf("strengthen session: %w", err)
	}
	s.actors.forget(id)
	return nil
}

// spendFactor uses up a code, and does then in the same step. As with the codes of
// sign-in, the verdict counts only once the change it makes is stored.
func (s *Service) spendFactor(ctx context.Context, id AccountID, code string, then func(*Account)) error {
	key, err := s.key(ctx)
	if err != nil {
		return err
	}
	now := s.Now()
	var verdict error
	_, err = s.change(ctx, id, "check second factor", func(a *Account) error {
		verdict = nil
		f := &a.Factor
		switch {
		case !f.On():
			return ErrFactorOff
		case now.Before(f.Locked):
			return ErrFactorLocked.With("retry_after_s", int(f.Locked.Sub(now)/time.Second)+1)
		}
		if s.spend(key, a, code, now) {
			f.Tries = 0
			then(a)
			return nil
		}
		f.Tries++
		verdict = ErrFactorWrong.With("tries_left", maxFactorTries-f.Tries)
		if f.Tries >= maxFactorTries {
			f.Tries, f.Locked = 0, now.Add(factorLock)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return verdict
}

// spend says whether the code is a good one, and marks it as used.
func (s *Service) spend(key []byte, a *Account, code string, now time.Time) bool {
	if step, err := s.matches(key, *a, code, now); err == nil {
		a.Factor.Step = step
		return true
	}
	given := hashRecovery(key, a.ID, code)
	left := slices.DeleteFunc(slices.Clone(a.Factor.Recovery), func(h []byte) bool { return hmac.Equal(h, given) })
	used := len(left) < len(a.Factor.Recovery)
	a.Factor.Recovery = left
	return used
}

// matches returns which 30 s a code belongs to: these, those before or those after,
// for clocks are never quite the same. A code that was used is wrong, but for the
// numbers of a demonstration, which several people may be trying at once.
func (s *Service) matches(key []byte, a Account, code string, now time.Time) (int64, error) {
	plain, err := openSecret(key, a.ID, a.Factor.Secret)
	if err != nil {
		return 0, err
	}
	code, ok := digits(code)
	if !ok || len(code) != codeDigits {
		return 0, ErrFactorWrong
	}
	again := s.Exempt != nil && s.Exempt(a.Phone)
	for step := stepAt(now) - 1; step <= stepAt(now)+1; step++ {
		want, err := codeOf(plain, step)
		if err != nil {
			return 0, err
		}
		if hmac.Equal([]byte(want), []byte(code)) && (step > a.Factor.Step || again) {
			return step, nil
		}
	}
	return 0, ErrFactorWrong
}

// newRecoveryCodes makes codes of 50 bits, for reading off paper: ABCDE-FGHIJ.
func newRecoveryCodes() []string {
	codes := make([]string, recoveryCodes)
	for i := range codes {
		text := rand.Text()
		codes[i] = text[:5] + "-" + text[5:10]
	}
	return codes
}

// hashRecovery keys a recovery code with the secret, however it was typed.
func hashRecovery(key []byte, id AccountID, code string) []byte {
	typed := strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, code)
	return mac(key, "recovery", string(id), typed)
}
