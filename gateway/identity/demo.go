package identity

import (
	"context"
	"fmt"
	"slices"
)

// Login is an account made for a demonstration.
type Login struct {
	Phone string
	Name  string
	Role  Role
}

// demoLogins use a prefix of numbers that no operator hands out.
var demoLogins = []Login{
	{"15400000001", "王桂香", Resident},
	{"15400000002", "李建国", Resident},
	{"15400000003", "陈小满", Resident},
	{"15400000009", "演示管理员", Admin},
}

// DemoAccounts makes the accounts of a demonstration where they are missing and
// returns them. Repeating it changes nothing. For `--demo` only: whoever sees the
// list and the sent messages can be any of them.
func (s *Service) DemoAccounts(ctx context.Context) ([]Login, error) {
	for _, login := range demoLogins {
		account, err := s.ensure(ctx, login.Phone)
		if err != nil {
			return nil, fmt.Errorf("demo account: %w", err)
		}
		_, err = s.Store.ChangeAccount(ctx, account.ID, func(a *Account) error {
			a.Name = login.Name
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("name demo account: %w", err)
		}
		if _, err := s.GrantRole(ctx, account.ID, login.Role); err != nil {
			return nil, err
		}
	}
	return append([]Login(nil), demoLogins...), nil
}

// IsDemo says whether a phone is one of the demonstration's.
func IsDemo(phone string) bool {
	return slices.ContainsFunc(demoLogins, func(l Login) bool { return l.Phone == phone })
}
