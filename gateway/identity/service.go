package identity

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
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
	// AddAccount stores a, or returns the account that holds the phone already.
	AddAccount(ctx context.Context, a Account) (Account, error)
	// ChangeAccount applies change to what is stored and stores the outcome, in
	// one step: change runs again when somebody gets in between. It returns
	// ErrPerson where another account stands for the person.
	ChangeAccount(ctx context.Context, id AccountID, change func(*Account) error) (Account, error)
}

// Challenges keeps the sign-in codes, hashed.
type Challenges interface {
	// ChangeChallenge applies change to the challenge of a phone, an empty one
	// where there is none, and stores the outcome in one step: change runs again
	// when somebody gets in between, and an error of it stores nothing.
	ChangeChallenge(ctx context.Context, phone string, change func(*Challenge) error) error
	// SweepChallenges removes those that expired before the moment.
	SweepChallenges(ctx context.Context, before time.Time) (int, error)
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
	Sessions
	Secrets
}

// Service is the rules of identity. Its fields are set once, before use.
type Service struct {
	Store  Store
	Sender events.Sender    // carries the codes
	Now    func() time.Time // time.Now

	// Exempt names numbers that may ask for codes as often as they like: those of
	// a demonstration, whose codes are shown on the page anyway. nil for none.
	Exempt func(phone string) bool

	secret secret
	actors actors
}

// SessionLife is how long a sign-in lasts.
const SessionLife = 30 * 24 * time.Hour

// SignIn trades a code for a session and the token that proves it. The account
// is made at the first sign-in. A code signs in once.
//
// It returns [ErrPhone], [ErrCodeWrong], also where no code was asked for, and
// [ErrCodeLocked] after five wrong tries.
func (s *Service) SignIn(ctx context.Context, phone, code, device string) (Account, string, Session, error) {
	number, err := ParsePhone(phone)
	if err != nil {
		return Account{}, "", Session{}, err
	}
	if err := s.useCode(ctx, number, code); err != nil {
		return Account{}, "", Session{}, err
	}
	account, err := s.ensure(ctx, number)
	if err != nil {
		return Account{}, "", Session{}, err
	}
	key, err := s.key(ctx)
	if err != nil {
		return Account{}, "", Session{}, err
	}
	now := s.Now()
	session := Session{
		ID: SessionID(rand.Text()), Account: account.ID, Device: cut(device, 200),
		Created: now, Expires: now.Add(SessionLife).Truncate(time.Second),
	}
	if err := s.Store.AddSession(ctx, session); err != nil {
		return Account{}, "", Session{}, fmt.Errorf("keep session: %w", err)
	}
	return account, seal(key, session.ID, session.Expires), session, nil
}

// SignOut ends a session. Repeating it changes nothing. Other processes may
// honour the token for up to [actorAge] more.
func (s *Service) SignOut(ctx context.Context, id SessionID) error {
	if err := s.Store.EndSession(ctx, id, s.Now()); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	s.actors.forget(id)
	return nil
}

// Authenticate says who a token speaks for, or [ErrSignIn]. The answer may be
// [actorAge] old.
func (s *Service) Authenticate(ctx context.Context, token string) (Actor, error) {
	key, err := s.key(ctx)
	if err != nil {
		return Actor{}, err
	}
	now := s.Now()
	id, expires, ok := open(key, token)
	if !ok || !now.Before(expires) {
		return Actor{}, ErrSignIn
	}
	if actor, ok := s.actors.get(id, now); ok {
		return actor, nil
	}
	session, err := s.Store.Session(ctx, id)
	if err != nil {
		return Actor{}, fmt.Errorf("read session: %w", err)
	}
	if !session.Ended.IsZero() || !now.Before(session.Expires) {
		return Actor{}, ErrSignIn
	}
	account, err := s.Store.Account(ctx, session.Account)
	if errors.Is(err, ErrNoAccount) {
		return Actor{}, ErrSignIn
	}
	if err != nil {
		return Actor{}, fmt.Errorf("read account: %w", err)
	}
	actor := Actor{Account: account, Session: id, Grants: grantsOf(account)}
	s.actors.put(id, actor, now)
	return actor, nil
}

// grantsOf lists what an account may do.
func grantsOf(a Account) []Grant {
	grants := make([]Grant, len(a.Roles))
	for i, role := range a.Roles {
		grants[i] = Grant{Role: role, Node: "*"}
	}
	return grants
}

// GrantRole gives an account a role; repeating it changes nothing. It returns
// [ErrRole] or [ErrNoAccount].
func (s *Service) GrantRole(ctx context.Context, id AccountID, role Role) (Account, error) {
	if role != Resident && role != Admin {
		return Account{}, ErrRole.With("role", role)
	}
	account, err := s.Store.ChangeAccount(ctx, id, func(a *Account) error {
		if !a.Has(role) {
			a.Roles = append(slices.Clone(a.Roles), role)
		}
		return nil
	})
	if err != nil {
		return Account{}, fmt.Errorf("grant role: %w", err)
	}
	s.actors.clear()
	return account, nil
}

// BindPerson makes an account stand for a person of the community, or for nobody
// with "". Who may say so is the caller's matter. Repeating it changes nothing. It
// returns [ErrNoAccount], or [ErrPerson] where another account stands for them.
func (s *Service) BindPerson(ctx context.Context, id AccountID, person string) error {
	_, err := s.Store.ChangeAccount(ctx, id, func(a *Account) error {
		a.Person = person
		return nil
	})
	if err != nil {
		return fmt.Errorf("bind account to person: %w", err)
	}
	s.actors.clear()
	return nil
}

// AddAdmin makes the account of a phone an administrator, and makes the account
// where there is none. Repeating it changes nothing. It returns [ErrPhone].
func (s *Service) AddAdmin(ctx context.Context, phone string) (Account, error) {
	number, err := ParsePhone(phone)
	if err != nil {
		return Account{}, err
	}
	account, err := s.ensure(ctx, number)
	if err != nil {
		return Account{}, err
	}
	return s.GrantRole(ctx, account.ID, Admin)
}

// Sweep removes sessions and codes that are long past use and returns how many.
// Safe to repeat and to run beside others.
func (s *Service) Sweep(ctx context.Context) (int, error) {
	now := s.Now()
	codes, err := s.Store.SweepChallenges(ctx, now.Add(-codeHistory))
	if err != nil {
		return codes, fmt.Errorf("sweep codes: %w", err)
	}
	sessions, err := s.Store.SweepSessions(ctx, now)
	if err != nil {
		return codes + sessions, fmt.Errorf("sweep sessions: %w", err)
	}
	return codes + sessions, nil
}

// ensure returns the account of a number and makes it where there is none.
func (s *Service) ensure(ctx context.Context, number string) (Account, error) {
	account, err := s.Store.AccountOf(ctx, number)
	if errors.Is(err, ErrNoAccount) {
		account, err = s.Store.AddAccount(ctx, Account{
			ID: AccountID(rand.Text()), Phone: number, Roles: []Role{Resident}, Created: s.Now(),
		})
	}
	if err != nil {
		return Account{}, fmt.Errorf("find or make account: %w", err)
	}
	return account, nil
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
