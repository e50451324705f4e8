package identity

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Posts knows who holds which posts; the wiring fills it from the community.
type Posts interface {
	// PostsOf lists what the posts of a person give them now. Nobody of that name
	// holds none.
	PostsOf(ctx context.Context, person string) ([]Grant, error)
}

// maxGrants bounds the roles of one account.
const maxGrants = 64

// held lists all an account holds, with what its person's posts give.
func (s *Service) held(ctx context.Context, a Account) ([]Grant, error) {
	held := slices.Clone(a.Grants)
	if s.Posts == nil || a.Person == "" {
		return held, nil
	}
	posts, err := s.Posts.PostsOf(ctx, a.Person)
	if err != nil {
		return nil, fmt.Errorf("read posts: %w", err)
	}
	return append(held, posts...), nil
}

// counting leaves out what counts only with the second factor.
func counting(held []Grant, strong bool) []Grant {
	if strong {
		return held
	}
	return slices.DeleteFunc(slices.Clone(held), Grant.staff)
}

// Granting is a role to be given.
type Granting struct {
	Account AccountID
	Role    Role
	Node    string // of the organisation, known to exist
	Until   time.Time
	Why     string
	Gate    string    // of gate staff: the only one they work at, known to exist; "" for any
	From    time.Time // of gate staff: when their shift begins; zero for at once
}

// Grant gives an account a role and returns the grant. covers says whether
// g.Node is a node or lies below it.
//
// Whoever gives must hold [GrantRoles] at or above the node and stand higher there
// than the role; nobody gives a role to themselves, and the roles of posts come with
// the posts. An administrator may give any other role. It returns [ErrRole],
// [ErrUntil], [ErrAbove], [ErrNoAccount] or [ErrManyRoles].
func (s *Service) Grant(ctx context.Context, by Actor, g Granting, covers func(node string) bool) (Grant, error) {
	now := s.Now()
	if err := g.check(now); err != nil {
		return Grant{}, err
	}
	if !mayGrant(by, g.Role, g.Account, covers, now) {
		return Grant{}, ErrAbove
	}
	return s.give(ctx, by.Account.ID, g)
}

// check says whether there is such a role to be given for so long.
func (g Granting) check(now time.Time) error {
	d, ok := dutyOf(g.Role)
	switch {
	case !ok || d.post || g.Role == Resident || g.Node == "", g.Role == Admin && g.Node != Everywhere:
		return ErrRole.With("role", g.Role)
	case !g.Until.IsZero() && (!g.Until.After(now) || g.Until.After(now.AddDate(20, 0, 0))):
		return ErrUntil
	case (g.Gate != "" || !g.From.IsZero()) && g.Role != GateStaff:
		return ErrRole.With("role", g.Role)
	case !g.From.IsZero() && (g.Until.IsZero() || !g.Until.After(g.From)):
		return ErrUntil
	}
	return nil
}

// mayGrant says whether somebody may give or take a role of an account at the node
// that covers speaks of.
func mayGrant(by Actor, role Role, account AccountID, covers func(node string) bool, now time.Time) bool {
	if IsAdmin(by.Grants, now) {
		return true
	}
	wanted, ok := dutyOf(role)
	if !ok || account == by.Account.ID {
		return false
	}
	return slices.ContainsFunc(by.Grants, func(g Grant) bool {
		own, _ := dutyOf(g.Role)
		return g.gives(GrantRoles, now) && own.rank > wanted.rank && covers(g.Node)
	})
}

// IsAdmin says whether the grants make an administrator at the moment.
func IsAdmin(grants []Grant, now time.Time) bool {
	return slices.ContainsFunc(grants, func(g Grant) bool {
		return g.Role == Admin && g.Node == Everywhere && g.Stands(now)
	})
}

// Grantable lists the roles that somebody may give somewhere, the lowest first.
func Grantable(grants []Grant, now time.Time) []Role {
	roles := []Role{}
	for _, d := range duties {
		if d.post || d.role == Resident {
			continue
		}
		by := Actor{Grants: grants, Account: Account{ID: "somebody"}}
		if mayGrant(by, d.role, "", func(string) bool { return true }, now) {
			roles = append(roles, d.role)
		}
	}
	return roles
}

// give stores a grant that may be given. One of the same role at the same node is
// replaced, so that repeating it changes only how long it stands.
func (s *Service) give(ctx context.Context, by AccountID, g Granting) (Grant, error) {
	now := s.Now()
	grant := Grant{ID: rand.Text(), Role: g.Role, Node: g.Node, Until: g.Until, By: by, At: now, Why: g.Why, Gate: g.Gate, From: g.From}
	_, err := s.Store.ChangeAccount(ctx, g.Account, standing(func(a *Account) error {
		a.Grants = slices.DeleteFunc(slices.Clone(a.Grants), func(old Grant) bool {
			return !old.Stands(now) || old.Role == g.Role && old.Node == g.Node && old.Gate == g.Gate && old.From.Equal(g.From)
		})
		if len(a.Grants) >= maxGrants {
			return ErrManyRoles
		}
		a.Grants = append(a.Grants, grant)
		return nil
	}))
	if err != nil {
		return Grant{}, fmt.Errorf("grant role: %w", err)
	}
	s.actors.clear()
	return grant, nil
}

// Granted returns a grant and the account that holds it, or [ErrNoGrant].
func (s *Service) Granted(ctx context.Context, id string) (Account, Grant, error) {
	a, err := s.Store.AccountOfGrant(ctx, id)
	if err != nil {
		return Account{}, Grant{}, fmt.Errorf("find grant: %w", err)
	}
	for _, g := range a.Grants {
		if g.ID == id && g.Stands(s.Now()) {
			return a, g, nil
		}
	}
	return Account{}, Grant{}, ErrNoGrant
}

// Revoke takes a role back; whoever may give it may take it. It returns
// [ErrNoGrant], also the second time, and [ErrAbove].
func (s *Service) Revoke(ctx context.Context, by Actor, id string, covers func(node string) bool) error {
	a, g, err := s.Granted(ctx, id)
	if err != nil {
		return err
	}
	if !mayGrant(by, g.Role, a.ID, covers, s.Now()) {
		return ErrAbove
	}
	_, err = s.Store.ChangeAccount(ctx, a.ID, func(a *Account) error {
		before := len(a.Grants)
		a.Grants = slices.DeleteFunc(slices.Clone(a.Grants), func(g Grant) bool { return g.ID == id })
		if len(a.Grants) == before {
			return ErrNoGrant
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("revoke role: %w", err)
	}
	s.actors.clear()
	return nil
}

// Held is a grant and who holds it.
type Held struct {
	Account Account
	Grant   Grant
}

// Grants lists the grants by hand whose node within accepts, by account, from after
// the cursor on, at most limit (1 to 200), and returns the next cursor, "" at the end.
func (s *Service) Grants(ctx context.Context, within func(node string) bool, after string, limit int) ([]Held, string, error) {
	now := s.Now()
	account, last, _ := strings.Cut(after, ".")
	list := []Held{}
	for {
		page, err := s.Store.Granted(ctx, AccountID(account), 200)
		if err != nil {
			return nil, "", fmt.Errorf("list grants: %w", err)
		}
		for _, a := range page {
			for _, g := range sortedGrants(a.Grants) {
				if string(a.ID) == account && g.ID <= last || !g.Stands(now) || !within(g.Node) {
					continue
				}
				if len(list) == limit {
					end := list[limit-1]
					return list, string(end.Account.ID) + "." + end.Grant.ID, nil
				}
				list = append(list, Held{a, g})
			}
		}
		if len(page) < 200 {
			return list, "", nil
		}
		account, last = string(page[len(page)-1].ID), "~" // all of its grants were seen
	}
}

func sortedGrants(grants []Grant) []Grant {
	return slices.SortedFunc(slices.Values(grants), func(a, b Grant) int { return strings.Compare(a.ID, b.ID) })
}

// AddAdmin makes the account of a phone an administrator, and makes the account
// where there is none. Repeating it changes nothing. It returns [ErrPhone].
func (s *Service) AddAdmin(ctx context.Context, phone string) (Account, error) {
	account, err := s.AccountFor(ctx, phone)
	if err != nil || IsAdmin(account.Grants, s.Now()) {
		return account, err
	}
	if _, err := s.give(ctx, "", Granting{Account: account.ID, Role: Admin, Node: Everywhere, Why: "wanjia admin add"}); err != nil {
		return Account{}, err
	}
	return s.Store.Account(ctx, account.ID)
}

// AccountFor returns the account of a phone and makes it where there is none. It
// returns [ErrPhone].
func (s *Service) AccountFor(ctx context.Context, phone string) (Account, error) {
	number, err := ParsePhone(phone)
	if err != nil {
		return Account{}, err
	}
	return s.ensure(ctx, number)
}

// AccountOf returns the account of a phone, [ErrNoAccount] or [ErrPhone].
func (s *Service) AccountOf(ctx context.Context, phone string) (Account, error) {
	number, err := ParsePhone(phone)
	if err != nil {
		return Account{}, err
	}
	return s.Store.AccountOf(ctx, number)
}

// ensure returns the account of a number and makes it where there is none.
func (s *Service) ensure(ctx context.Context, number string) (Account, error) {
	account, err := s.Store.AccountOf(ctx, number)
	if errors.Is(err, ErrNoAccount) {
		account, err = s.Store.AddAccount(ctx, Account{ID: AccountID(rand.Text()), Phone: number, Created: s.Now()})
	}
	if err != nil {
		return Account{}, fmt.Errorf("find or make account: %w", err)
	}
	return account, nil
}

// Forget makes this process look anew at what every session may do, because
// something changed outside of here: a post has another holder.
func (s *Service) Forget() { s.actors.clear() }
