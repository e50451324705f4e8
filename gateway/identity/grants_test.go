package identity_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
)

// below is a small tree by names: "a/b" lies below "a". It says what covers node.
func below(node string) func(string) bool {
	return func(own string) bool {
		return own == identity.Everywhere || own == node || strings.HasPrefix(node, own+"/")
	}
}

// acting is somebody whose session has the second factor and who holds a role.
func (d desk) acting(t *testing.T, phone string, role identity.Role, node string) identity.Actor {
	t.Helper()
	account, token, _ := d.signIn(t, phone)
	god := identity.Actor{Account: identity.Account{ID: "house"}, Grants: []identity.Grant{{Role: identity.Admin, Node: "*"}}}
	if _, err := d.Grant(t.Context(), god, identity.Granting{Account: account.ID, Role: role, Node: node}, below(node)); err != nil {
		t.Fatal(err)
	}
	d.enrol(t, token)
	return d.who(t, token)
}

func TestGrant(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	now := d.clock.Now()
	admin := d.acting(t, "15400000101", identity.Admin, "*")
	secretary := d.acting(t, "15400000102", identity.Secretary, "Z5/B1")
	commander := d.acting(t, "15400000103", identity.Commander, "*")
	const target = identity.AccountID("") // a new account for each
	n := 0
	for name, tt := range map[string]struct {
		by      identity.Actor
		role    identity.Role
		node    string
		account identity.AccountID
		until   time.Time
		want    error
	}{
		"below oneself":                     {secretary, identity.Organiser, "Z5/B1/G1", target, time.Time{}, nil},
		"at one's own node":                 {secretary, identity.Hotline, "Z5/B1", target, now.Add(time.Hour), nil},
		"above one's own node":              {secretary, identity.Organiser, "Z5", target, time.Time{}, identity.ErrAbove},
		"beside one's own node":             {secretary, identity.Organiser, "Z5/B2", target, time.Time{}, identity.ErrAbove},
		"a name that only begins like it":   {secretary, identity.Organiser, "Z5/B11", target, time.Time{}, identity.ErrAbove},
		"everywhere":                        {secretary, identity.Organiser, "*", target, time.Time{}, identity.ErrAbove},
		"one's own rank":                    {secretary, identity.Secretary, "Z5/B1/G1", target, time.Time{}, identity.ErrAbove},
		"a higher rank":                     {secretary, identity.Admin, "*", target, time.Time{}, identity.ErrAbove},
		"to oneself":                        {secretary, identity.Moderator, "Z5/B1", secretary.Account.ID, time.Time{}, identity.ErrAbove},
		"a post":                            {admin, identity.BuildingHead, "Z5/B1", target, time.Time{}, identity.ErrRole},
		"what everybody is":                 {admin, identity.Resident, "*", target, time.Time{}, identity.ErrRole},
		"what nobody is":                    {admin, "emperor", "*", target, time.Time{}, identity.ErrRole},
		"an administrator of a part":        {admin, identity.Admin, "Z5", target, time.Time{}, identity.ErrRole},
		"an administrator, by one":          {admin, identity.Admin, "*", target, time.Time{}, nil},
		"nowhere":                           {admin, identity.Judge, "", target, time.Time{}, identity.ErrRole},
		"until yesterday":                   {admin, identity.Judge, "*", target, now.Add(-time.Hour), identity.ErrUntil},
		"until this moment":                 {admin, identity.Judge, "*", target, now, identity.ErrUntil},
		"for ever and a day":                {admin, identity.Judge, "*", target, now.AddDate(21, 0, 0), identity.ErrUntil},
		"by a role that gives none":         {commander, identity.GateStaff, "Z5", target, time.Time{}, identity.ErrAbove},
		"to nobody":                         {admin, identity.Judge, "*", "nobody", time.Time{}, identity.ErrNoAccount},
		"by nobody":                         {identity.Actor{}, identity.GateStaff, "Z5", target, time.Time{}, identity.ErrAbove},
		"without the second factor":         {identity.Actor{Account: secretary.Account, Held: secretary.Held}, identity.GateStaff, "Z5/B1", target, time.Time{}, identity.ErrAbove},
		"by an administrator of a part":     {identity.Actor{Grants: []identity.Grant{{Role: identity.Admin, Node: "Z5"}}}, identity.Admin, "*", target, time.Time{}, identity.ErrAbove},
		"by a grant that has run out":       {identity.Actor{Grants: []identity.Grant{{Role: identity.Admin, Node: "*", Until: now}}}, identity.Judge, "*", target, time.Time{}, identity.ErrAbove},
		"by a role nobody has written down": {identity.Actor{Grants: []identity.Grant{{Role: "emperor", Node: "*"}}}, identity.Judge, "*", target, time.Time{}, identity.ErrAbove},
	} {
		if tt.account == target {
			n++
			fresh, err := d.AccountFor(t.Context(), fmt.Sprintf("154000002%02d", n))
			if err != nil {
				t.Fatal(err)
			}
			tt.account = fresh.ID
		}
		g, err := d.Grant(t.Context(), tt.by, identity.Granting{Account: tt.account, Role: tt.role, Node: tt.node, Until: tt.until, Why: "test"}, below(tt.node))
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
		held, herr := d.Account(t.Context(), tt.account)
		if herr != nil && !errors.Is(herr, identity.ErrNoAccount) {
			t.Fatal(herr)
		}
		stored := slices.ContainsFunc(held.Grants, func(x identity.Grant) bool { return x.Role == tt.role && x.Node == tt.node })
		if stored != (tt.want == nil) {
			t.Errorf("%s: the account holds it: %v", name, stored)
		}
		if tt.want == nil && (g.By != tt.by.Account.ID || g.Why != "test" || g.ID == "" || !g.Until.Equal(tt.until)) {
			t.Errorf("%s: the grant is %+v", name, g)
		}
	}
}

// TestNoGrantBeyond: whatever may be granted gives no right that the giver lacks.
func TestNoGrantBeyond(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for _, r := range identity.AllRoles() {
		if r == identity.Admin {
			continue
		}
		own := []identity.Grant{{Role: r, Node: "*"}}
		for _, given := range identity.Grantable(own, now) {
			for _, right := range identity.Rights([]identity.Grant{{Role: given, Node: "*"}}, now) {
				if !slices.Contains(identity.Rights(own, now), right) {
					t.Errorf("a %s may make somebody a %s, who may then %s", r, given, right)
				}
			}
		}
	}
	if got := identity.Grantable([]identity.Grant{{Role: identity.Admin, Node: "*"}}, now); !slices.Contains(got, identity.Admin) || slices.Contains(got, identity.BuildingHead) || slices.Contains(got, identity.Resident) {
		t.Errorf("an administrator may give %v", got)
	}
}

func TestRevoke(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	admin := d.acting(t, "15400000101", identity.Admin, "*")
	secretary := d.acting(t, "15400000102", identity.Secretary, "Z5/B1")
	account, token, _ := d.signIn(t, "15400000104")
	give := func(role identity.Role, node string) identity.Grant {
		t.Helper()
		g, err := d.Grant(t.Context(), admin, identity.Granting{Account: account.ID, Role: role, Node: node}, below(node))
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	own := secretary.Account.Grants[0]
	for name, tt := range map[string]struct {
		grant identity.Grant
		want  error
	}{
		"below oneself": {give(identity.VolunteerLeader, "Z5/B1/G1"), nil},
		"beside":        {give(identity.VolunteerLeader, "Z5/B2"), identity.ErrAbove},
		"one's rank":    {give(identity.Secretary, "Z5/B1/G1"), identity.ErrAbove},
		"one's own":     {own, identity.ErrAbove},
	} {
		if err := d.Revoke(t.Context(), secretary, tt.grant.ID, below(tt.grant.Node)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
		_, _, err := d.Granted(t.Context(), tt.grant.ID)
		if gone := errors.Is(err, identity.ErrNoGrant); gone != (tt.want == nil) {
			t.Errorf("%s: gone %v, %v", name, gone, err)
		}
	}
	leader := give(identity.VolunteerLeader, "Z5")
	before := len(d.who(t, token).Grants)
	if err := d.Revoke(t.Context(), admin, leader.ID, below("Z5")); err != nil {
		t.Fatal(err)
	}
	if who, err := d.Authenticate(t.Context(), token); err != nil || len(who.Grants) != before-1 {
		t.Errorf("right after it was taken the session may %+v, %v", who.Grants, err)
	}
	if err := d.Revoke(t.Context(), admin, leader.ID, below("Z5")); !errors.Is(err, identity.ErrNoGrant) {
		t.Errorf("the second time: %v", err)
	}
}

// TestGrantsRunOut: a grant ends by itself, is listed no more, and makes room.
func TestGrantsRunOut(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	admin := d.acting(t, "15400000101", identity.Admin, "*")
	account, token, _ := d.signIn(t, "15400000104")
	until := d.clock.Now().Add(time.Hour)
	g, err := d.Grant(t.Context(), admin, identity.Granting{Account: account.ID, Role: identity.VolunteerLeader, Node: "Z5", Until: until}, below("Z5"))
	if err != nil {
		t.Fatal(err)
	}
	may := func() int {
		return len(identity.Nodes(d.who(t, token).Grants, identity.ChangeTeams, d.clock.Now()))
	}
	if n := may(); n != 1 {
		t.Fatalf("before its end the grant counts %d times", n)
	}
	d.clock.advance(time.Hour)
	if n := may(); n != 0 {
		t.Errorf("at its end the grant still counts")
	}
	if _, _, err := d.Granted(t.Context(), g.ID); !errors.Is(err, identity.ErrNoGrant) {
		t.Errorf("a grant that has run out is found: %v", err)
	}
	for range 2 { // the second replaces the first
		if _, err := d.Grant(t.Context(), admin, identity.Granting{Account: account.ID, Role: identity.Judge, Node: "*"}, below("*")); err != nil {
			t.Fatal(err)
		}
	}
	if a, err := d.Account(t.Context(), account.ID); err != nil || len(a.Grants) != 1 || a.Grants[0].Role != identity.Judge {
		t.Errorf("the account holds %+v, %v", a.Grants, err)
	}
}

func TestTooManyRoles(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	admin := d.acting(t, "15400000101", identity.Admin, "*")
	account, _, _ := d.signIn(t, "15400000104")
	n := 0
	for ; n < 200; n++ {
		_, err := d.Grant(t.Context(), admin, identity.Granting{Account: account.ID, Role: identity.Judge, Node: fmt.Sprint("n", n)}, below("*"))
		if errors.Is(err, identity.ErrManyRoles) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if n != 64 {
		t.Errorf("an account took %d roles, want 64", n)
	}
}

// TestGrantPages: the list of roles, page by page, is all that the reader's nodes
// hold, each once.
func TestGrantPages(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	admin := d.acting(t, "15400000101", identity.Admin, "*")
	want := map[string]bool{}
	for i := range 230 {
		account, err := d.AccountFor(t.Context(), fmt.Sprintf("15400001%03d", i))
		if err != nil {
			t.Fatal(err)
		}
		for j := range 1 + i%3 {
			node := fmt.Sprintf("Z%d/n%d", i%2, j)
			g, err := d.Grant(t.Context(), admin, identity.Granting{Account: account.ID, Role: identity.GateStaff, Node: node}, below(node))
			if err != nil {
				t.Fatal(err)
			}
			if i%2 == 0 {
				want[g.ID] = true
			}
		}
	}
	for _, limit := range []int{1, 7, 200} {
		got, after := map[string]bool{}, ""
		for {
			page, next, err := d.Grants(t.Context(), func(node string) bool { return strings.HasPrefix(node, "Z0/") }, after, limit)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) > limit || next != "" && len(page) != limit {
				t.Fatalf("limit %d: a page of %d", limit, len(page))
			}
			for _, h := range page {
				if got[h.Grant.ID] {
					t.Fatalf("limit %d: %s twice", limit, h.Grant.ID)
				}
				got[h.Grant.ID] = true
			}
			if after = next; next == "" {
				break
			}
		}
		if len(got) != len(want) {
			t.Errorf("limit %d: %d grants, want %d", limit, len(got), len(want))
		}
	}
}

// held is a Posts of fixed answers.
type held map[string][]identity.Grant

func (h held) PostsOf(_ context.Context, person string) ([]identity.Grant, error) {
	if person == "broken" {
		return nil, errors.New("the posts are away")
	}
	return h[person], nil
}

// TestPosts: what a post gives counts without a second factor, only while the
// account stands for the holder, and is no grant by hand.
func TestPosts(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	d.Posts = held{"p-tong": {{Role: identity.BuildingHead, Node: "GX-12"}, {Role: identity.BuildingHead, Node: "GX-2", Until: d.clock.Now()}}}
	account, token, _ := d.signIn(t, phone)
	nodes := func() []string {
		return identity.Nodes(d.who(t, token).Grants, identity.ChangePeople, d.clock.Now())
	}
	if got := nodes(); len(got) != 0 {
		t.Errorf("an account of nobody may change people in %v", got)
	}
	if err := d.BindPerson(t.Context(), account.ID, "p-tong"); err != nil {
		t.Fatal(err)
	}
	if got := nodes(); !slices.Equal(got, []string{"GX-12"}) {
		t.Errorf("the head of GX-12, whose term in GX-2 has ended, may change people in %v", got)
	}
	if who := d.who(t, token); len(who.Account.Grants) != 0 || identity.IsStaff(who.Held, d.clock.Now()) {
		t.Errorf("a post is kept as %+v", who)
	}
	if err := d.BindPerson(t.Context(), account.ID, "broken"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Authenticate(t.Context(), token); err == nil {
		t.Error("a session is answered for without knowing its posts")
	}
}
