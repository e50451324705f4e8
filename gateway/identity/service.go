package identity

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"time"

	"wanjia/events"
)

// Accounts keeps who can sign in.
type Accounts interface {
	// Account returns one account, or ErrNoAccount.
	Account(ctx context.Context, id AccountID) (Account, error)
	// AccountOf returns the account of a phone, or ErrNoAccount.
	AccountOf(ctx context.Context, phone string) (Account, error)
	// AccountOfPerson returns the account that stands for a person, or ErrNoAccount.
	AccountOfPerson(ctx context.Context, person string) (Account, error)
	// AddAccount stores a, or returns the account that holds the phone already.
	AddAccount(ctx context.Context, a Account) (Account, error)
	// AccountOfGrant returns the account that holds a grant, or ErrNoGrant.
	AccountOfGrant(ctx context.Context, grant string) (Account, error)
	// Granted lists the accounts that hold grants by id, from that one on.
	Granted(ctx context.Context, from AccountID, limit int) ([]Account, error)
	// Owed lists accounts with messages that are not sent yet.
	Owed(ctx context.Context) ([]Account, error)
	// ChangeAccount applies change to what is stored and stores the outcome, in
	// one step: change runs again when somebody gets in between. It returns
	// ErrPhoneTaken or ErrPerson where another account has what only one may have.
	ChangeAccount(ctx context.Context, id AccountID, change func(*Account) error) (Account, error)
	// SweepAccounts removes those that were closed before the moment.
	SweepAccounts(ctx context.Context, before time.Time) (int, error)
}

// Challenges keeps the sign-in codes, hashed.
type Challenges interface {
	// ChangeChallenge applies change to the challenge of a slot, an empty one
	// where there is none, and stores the outcome in one step: change runs again
	// when somebody gets in between, and an error of it stores nothing.
	ChangeChallenge(ctx context.Context, slot string, change func(*Challenge) error) error
	// SweepChallenges removes those that expired before the moment.
	SweepChallenges(ctx context.Context, before time.Time) (int, error)
}

// Devices keeps which devices have signed in with which numbers.
type Devices interface {
	// KnowDevice remembers one until a moment.
	KnowDevice(ctx context.Context, id string, until time.Time) error
	// DeviceKnown says whether one is remembered at a moment.
	DeviceKnown(ctx context.Context, id string, at time.Time) (bool, error)
	// SweepDevices forgets those remembered until before the moment.
	SweepDevices(ctx context.Context, before time.Time) (int, error)
}

// Sessions keeps who has signed in.
type Sessions interface {
	// AddSession stores a new session.
	AddSession(ctx context.Context, s Session) error
	// Session returns one, or ErrSignIn.
	Session(ctx context.Context, id SessionID) (Session, error)
	// EndSession marks one as ended; repeating it, or ending one that is gone,
	// changes nothing.
	EndSession(ctx context.Context, id SessionID, at time.Time) error
	// SessionsOf lists those of an account that are good at a moment, the latest
	// first, at most 200.
	SessionsOf(ctx context.Context, id AccountID, at time.Time) ([]Session, error)
	// StrengthenSession notes when the second factor was given in one.
	StrengthenSession(ctx context.Context, id SessionID, at time.Time) error
	// SweepSessions removes those that expired before the moment.
	SweepSessions(ctx context.Context, before time.Time) (int, error)
}

// Secrets keeps the house's secrets.
type Secrets interface {
	// Secret returns the secret of that name; the first call ever stores fresh
	// as it, so that all processes agree on one.
	Secret(ctx context.Context, name string, fresh []byte) ([]byte, error)
}

// Store is all that identity keeps; identity/store implements it on documents.
type Store interface {
	Accounts
	Challenges
	Devices
	Sessions
	Secrets
}

// Service is the rules of identity. Its fields are set once, before use.
type Service struct {
	Store  Store
	Sender events.Sender    // carries the codes
	Now    func() time.Time // time.Now
	Posts  Posts            // what a person's posts give; nil for nothing

	// Exempt names numbers that may ask for codes as often as they like and use one
	// of the second factor again: those of a demonstration, whose codes are shown on
	// the page anyway. nil for none.
	Exempt func(phone string) bool

	secret secret
	actors actors
}

// SignIn trades a code for a session and the token that proves it. The account
// is made at the first sign-in. A code signs in once.
//
// It returns [ErrPhone], [ErrCodeWrong], also where no code was asked for, and
// [ErrCodeLocked] after five wrong tries.
func (s *Service) SignIn(ctx context.Context, phone, code string, device Device) (Account, string, Session, error) {
	number, err := ParsePhone(phone)
	if err != nil {
		return Account{}, "", Session{}, err
	}
	if err := s.useCode(ctx, number, code, device); err != nil {
		return Account{}, "", Session{}, err
	}
	account, err := s.ensure(ctx, number)
	if err != nil {
		return Account{}, "", Session{}, err
	}
	now := s.Now()
	session := Session{
		ID: SessionID(rand.Text()), Account: account.ID, Device: cut(device.Name, 200),
		Created: now, Expires: now.Add(SessionLife).Truncate(time.Second),
	}
	if err := s.Store.AddSession(ctx, session); err != nil {
		return Account{}, "", Session{}, fmt.Errorf("keep session: %w", err)
	}
	token, err := s.Token(ctx, session)
	return account, token, session, err
}

// Token proves a session that was kept in the store: whoever has it is the account.
// It is for a caller who has made sure of that by other means than a code.
func (s *Service) Token(ctx context.Context, session Session) (string, error) {
	key, err := s.key(ctx)
	if err != nil {
		return "", err
	}
	return seal(key, session.ID, session.Expires), nil
}

// Authenticate says who a token speaks for, or [ErrSignIn]. The answer may be
// [actorAge] old, and where the store tells of changes, see [Service.Watch], older if
// there was none.
func (s *Service) Authenticate(ctx context.Context, token string) (Actor, error) {
	now := s.Now()
	if actor, ok := s.actors.shown(token, now); ok {
		return actor, nil
	}
	key, err := s.key(ctx)
	if err != nil {
		return Actor{}, err
	}
	id, expires, ok := open(key, token)
	if !ok || !now.Before(expires) {
		return Actor{}, ErrSignIn
	}
	actor, ok := s.actors.get(id, now)
	if !ok {
		if actor, err = s.Look(ctx, id); err != nil {
			return Actor{}, err
		}
	}
	s.actors.note(id, token, expires)
	return actor, nil
}

// Look says who a session speaks for now, or [ErrSignIn]. It is for a session that
// was authenticated: an id alone proves nothing.
func (s *Service) Look(ctx context.Context, id SessionID) (Actor, error) {
	now, since := s.Now(), s.actors.soFar()
	session, err := s.Store.Session(ctx, id)
	if err != nil {
		return Actor{}, fmt.Errorf("read session: %w", err)
	}
	if !session.Ended.IsZero() || !now.Before(session.Expires) {
		return Actor{}, ErrSignIn
	}
	account, err := s.Store.Account(ctx, session.Account)
	if errors.Is(err, ErrNoAccount) || err == nil && !account.Stands() {
		return Actor{}, ErrSignIn
	}
	if err != nil {
		return Actor{}, fmt.Errorf("read account: %w", err)
	}
	held, err := s.held(ctx, account)
	if err != nil {
		return Actor{}, err
	}
	mark := ""
	if account.Phone != "" {
		if mark, err = s.Mark(ctx, "phone", account.Phone); err != nil {
			return Actor{}, err
		}
	}
	strong := account.StrongIn(session)
	actor := Actor{
		Account: account, Session: id, Since: session.Created, Strong: strong, Mark: mark,
		Held: held, Grants: counting(held, strong),
	}
	s.actors.put(id, actor, now, since)
	return actor, nil
}

// Watch has the service believe what it has read of sessions and accounts for longer:
// watch is to call what it is given with the id of each of them that changes, whoever
// changes it. To be called before the service is used.
func (s *Service) Watch(watch func(changed func(id string))) {
	s.actors.told = true
	watch(s.actors.change)
}

// Mark returns a word that stands for text where it may not be shown: the same for
// the same text, and not to be turned back without the house's secret. kind keeps the
// marks of different things apart.
func (s *Service) Mark(ctx context.Context, kind, text string) (string, error) {
	key, err := s.key(ctx)
	if err != nil {
		return "", err
	}
	m := hmac.New(sha256.New, key)
	m.Write([]byte("mark\x00" + kind + "\x00" + text))
	return hex.EncodeToString(m.Sum(nil)[:16]), nil
}

// Account returns an account, or [ErrNoAccount].
func (s *Service) Account(ctx context.Context, id AccountID) (Account, error) {
	return s.Store.Account(ctx, id)
}

// Sweep removes sessions, codes and devices that are long past use and returns how
// many, and sends what is still owed to somebody. Safe to repeat and to run beside
// others.
func (s *Service) Sweep(ctx context.Context) (int, error) {
	now, total := s.Now(), 0
	for _, old := range []struct {
		what   string
		sweep  func(context.Context, time.Time) (int, error)
		before time.Time
	}{
		{"codes", s.Store.SweepChallenges, now.Add(-codeHistory)},
		{"devices", s.Store.SweepDevices, now},
		{"sessions", s.Store.SweepSessions, now},
		{"closed accounts", s.Store.SweepAccounts, now.Add(-ClosedKept)},
	} {
		n, err := old.sweep(ctx, old.before)
		total += n
		if err != nil {
			return total, fmt.Errorf("sweep %s: %w", old.what, err)
		}
	}
	owing, err := s.Store.Owed(ctx)
	if err != nil {
		return total, fmt.Errorf("find owed messages: %w", err)
	}
	for _, a := range owing {
		err = errors.Join(err, s.tell(ctx, a))
	}
	return total, err
}

// secret is the signing secret once it is known.
type secret struct {
	mu    sync.Mutex
	value []byte
}

// key returns the secret that tokens and codes are keyed with. It is made once
// for the whole house; a process asks for it once.
func (s *Service) key(ctx context.Context) ([]byte, error) {
	s.secret.mu.Lock()
	defer s.secret.mu.Unlock()
	if s.secret.value != nil {
		return s.secret.value, nil
	}
	fresh := make([]byte, 32)
	rand.Read(fresh) // never fails
	value, err := s.Store.Secret(ctx, "identity", fresh)
	if err != nil {
		return nil, fmt.Errorf("read signing secret: %w", err)
	}
	s.secret.value = value
	return value, nil
}

func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return string([]rune(s[:n])) // a rune cut in half becomes a mark, not bad UTF-8
}
