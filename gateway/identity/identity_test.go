package identity_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
	"wanjia/gateway/identity/store"
)

const phone = "15400000001"

// sent is a Sender that remembers.
type sent struct {
	mu   sync.Mutex
	list []events.Message
	fail error
}

func (s *sent) Send(_ context.Context, m events.Message) (events.Receipt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return events.Receipt{}, s.fail
	}
	s.list = append(s.list, m)
	return events.Receipt{ID: m.ID, State: events.Sent, At: m.At}, nil
}

// code is the last one sent.
func (s *sent) code(t *testing.T) string {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.list) == 0 {
		t.Fatal("no code was sent")
	}
	return s.list[len(s.list)-1].Params["code"]
}

// clock is a clock that is set by hand.
type clock struct{ now atomic.Int64 }

func (c *clock) Now() time.Time          { return time.Unix(0, c.now.Load()).UTC() }
func (c *clock) advance(d time.Duration) { c.now.Add(int64(d)) }

// desk is a Service with everything it stands on.
type desk struct {
	*identity.Service
	sent  *sent
	clock *clock
}

func newDesk(engine docstore.Engine) desk {
	d := desk{sent: &sent{}, clock: &clock{}}
	d.clock.now.Store(time.Date(2027, 1, 31, 9, 0, 0, 0, time.UTC).UnixNano())
	d.Service = &identity.Service{Store: store.New(engine), Sender: d.sent, Now: d.clock.Now}
	return d
}

// signIn asks for a code and uses it.
func (d desk) signIn(t *testing.T, phone string) (identity.Account, string, identity.Session) {
	t.Helper()
	if err := d.RequestCode(t.Context(), phone, "sms", identity.Device{}); err != nil {
		t.Fatal(err)
	}
	account, token, session, err := d.SignIn(t.Context(), phone, d.sent.code(t), identity.Device{Name: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return account, token, session
}

// who is whom a token speaks for, read anew.
func (d desk) who(t *testing.T, token string) identity.Actor {
	t.Helper()
	d.Forget()
	who, err := d.Authenticate(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// enrol sets up the second factor of a session's account and returns its secret and
// the recovery codes.
func (d desk) enrol(t *testing.T, token string) (string, []string) {
	t.Helper()
	who := d.who(t, token)
	e, err := d.BeginFactor(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	codes, err := d.ConfirmFactor(t.Context(), who, d.codeOf(t, e.Secret))
	if err != nil {
		t.Fatal(err)
	}
	return e.Secret, codes
}

// codeOf is what the app shows now.
func (d desk) codeOf(t *testing.T, secret string) string {
	t.Helper()
	code, err := identity.CodeAt(secret, d.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// other returns six digits that are not code.
func other(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}

func TestSignInAndOut(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	account, token, session := d.signIn(t, "+86 154 0000 0001")
	if account.Phone != phone || account.Masked() != "154****0001" || !slices.Equal(account.Roles(d.clock.Now()), []identity.Role{identity.Resident}) {
		t.Errorf("a first sign-in made %+v", account)
	}
	who, err := d.Authenticate(t.Context(), token)
	if err != nil || who.Account.ID != account.ID || who.Session != session.ID {
		t.Fatalf("Authenticate = %+v, %v", who, err)
	}
	d.clock.advance(identity.ResendAfter)
	again, second, _ := d.signIn(t, phone)
	if again.ID != account.ID {
		t.Errorf("the second sign-in made another account, %s and %s", account.ID, again.ID)
	}
	for range 2 {
		if err := d.SignOut(t.Context(), session.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Authenticate(t.Context(), token); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("after signing out, Authenticate = %v", err)
	}
	if _, err := d.Authenticate(t.Context(), second); err != nil {
		t.Errorf("signing out on one device ended the other: %v", err)
	}
	d.clock.advance(identity.SessionLife)
	if _, err := d.Authenticate(t.Context(), second); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("an expired session still speaks for somebody: %v", err)
	}
}

// TestSessionsOutliveProcesses shows that a token needs nothing but the document
// store: another process, as after a restart, knows it, and learns of its end.
func TestSessionsOutliveProcesses(t *testing.T) {
	t.Parallel()
	engine := &docstoretest.Memory{}
	one, two := newDesk(engine), newDesk(engine)
	_, token, session := one.signIn(t, phone)
	if _, err := two.Authenticate(t.Context(), token); err != nil {
		t.Fatalf("another process does not know the session: %v", err)
	}
	if err := one.SignOut(t.Context(), session.ID); err != nil {
		t.Fatal(err)
	}
	two.clock.advance(5 * time.Second)
	if _, err := two.Authenticate(t.Context(), token); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("5 s after the sign-out another process says %v", err)
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		do   func(t *testing.T, d desk, code string)
		code func(code string) string
		want error
	}{
		"right":             {code: func(c string) string { return c }},
		"with a space":      {code: func(c string) string { return c[:3] + " " + c[3:] }},
		"wrong":             {code: other, want: identity.ErrCodeWrong},
		"empty":             {code: func(string) string { return "" }, want: identity.ErrCodeWrong},
		"letters":           {code: func(string) string { return "abcdef" }, want: identity.ErrCodeWrong},
		"one digit missing": {code: func(c string) string { return c[:5] }, want: identity.ErrCodeWrong},
		"expired": {
			do:   func(_ *testing.T, d desk, _ string) { d.clock.advance(identity.CodeLife) },
			code: func(c string) string { return c }, want: identity.ErrCodeWrong,
		},
		"used": {
			do: func(t *testing.T, d desk, code string) {
				if _, _, _, err := d.SignIn(t.Context(), phone, code, identity.Device{}); err != nil {
					t.Fatal(err)
				}
			},
			code: func(c string) string { return c }, want: identity.ErrCodeWrong,
		},
		"after five wrong tries": {
			do: func(t *testing.T, d desk, code string) {
				for range 5 {
					if _, _, _, err := d.SignIn(t.Context(), phone, other(code), identity.Device{}); !errors.Is(err, identity.ErrCodeWrong) {
						t.Fatalf("a wrong try: %v", err)
					}
				}
			},
			code: func(c string) string { return c }, want: identity.ErrCodeLocked,
		},
		"replaced by a newer one": {
			do: func(t *testing.T, d desk, code string) {
				for d.sent.code(t) == code { // one time in a million the new one is the same
					d.clock.advance(identity.ResendAfter)
					if err := d.RequestCode(t.Context(), phone, "sms", identity.Device{}); err != nil {
						t.Fatal(err)
					}
				}
			},
			code: func(c string) string { return c }, want: identity.ErrCodeWrong,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(&docstoretest.Memory{})
			if err := d.RequestCode(t.Context(), phone, "voice", identity.Device{}); err != nil {
				t.Fatal(err)
			}
			code := d.sent.code(t)
			if tt.do != nil {
				tt.do(t, d, code)
			}
			if _, _, _, err := d.SignIn(t.Context(), phone, tt.code(code), identity.Device{}); !errors.Is(err, tt.want) {
				t.Errorf("SignIn = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestExempt(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	d.Exempt = identity.IsDemo
	for range 12 {
		if err := d.RequestCode(t.Context(), "15400000001", "sms", identity.Device{}); err != nil {
			t.Fatalf("a demonstration's number: %v", err)
		}
	}
	var last error
	for range 2 {
		last = d.RequestCode(t.Context(), "15400000042", "sms", identity.Device{})
	}
	if !errors.Is(last, identity.ErrTooMany) {
		t.Errorf("any other number, twice at once: %v, want ErrTooMany", last)
	}
}

func TestCeilings(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	start := d.clock.Now()
	var at []time.Duration
	for d.clock.Now().Before(start.Add(24 * time.Hour)) {
		err := d.RequestCode(t.Context(), phone, "sms", identity.Device{})
		switch {
		case err == nil:
			at = append(at, d.clock.Now().Sub(start))
		case !errors.Is(err, identity.ErrTooMany):
			t.Fatal(err)
		}
		d.clock.advance(30 * time.Second)
	}
	want := []time.Duration{0, 1, 2, 3, 4, 60, 61, 62, 63, 64}
	for i := range want {
		want[i] *= time.Minute
	}
	if !slices.Equal(at, want) {
		t.Errorf("asking every 30 s for a day, codes were sent at %v, want %v", at, want)
	}
	if err := d.RequestCode(t.Context(), "15400000002", "sms", identity.Device{}); err != nil {
		t.Errorf("one number's ceiling holds another back: %v", err)
	}
}

// TestRequestTellsNothing: who asks for a code learns nothing about whether the
// number has an account, and neither does who guesses.
func TestRequestTellsNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	d.signIn(t, phone)
	d.clock.advance(time.Hour)
	learnt := func(number string) string {
		first, second := d.RequestCode(t.Context(), number, "sms", identity.Device{}), d.RequestCode(t.Context(), number, "sms", identity.Device{})
		_, _, _, guess := d.SignIn(t.Context(), number, other(d.sent.code(t)), identity.Device{})
		return fmt.Sprintln(first, second, guess)
	}
	known, stranger := learnt(phone), learnt("15400000007")
	if known != stranger {
		t.Errorf("a known number answers\n%sa stranger's\n%s", known, stranger)
	}
	_, _, _, never := d.SignIn(t.Context(), "15400000008", "123456", identity.Device{})
	if !errors.Is(never, identity.ErrCodeWrong) {
		t.Errorf("without a code ever sent, SignIn = %v", never)
	}
}

func TestBadInput(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	if err := d.RequestCode(t.Context(), "12345", "sms", identity.Device{}); !errors.Is(err, identity.ErrPhone) {
		t.Errorf("a short number: %v", err)
	}
	if err := d.RequestCode(t.Context(), phone, "pigeon", identity.Device{}); !errors.Is(err, identity.ErrVia) {
		t.Errorf("by pigeon: %v", err)
	}
	if len(d.sent.list) > 0 {
		t.Errorf("%d messages went out", len(d.sent.list))
	}
	if _, _, _, err := d.SignIn(t.Context(), "+1 212 555 0100", "123456", identity.Device{}); !errors.Is(err, identity.ErrPhone) {
		t.Errorf("a foreign number: %v", err)
	}
}

// TestUnsentCode: a code that could not be sent does not count against the
// number.
func TestUnsentCode(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	d.sent.fail = errors.New("the operator does not answer")
	for range 12 {
		if err := d.RequestCode(t.Context(), phone, "sms", identity.Device{}); !errors.Is(err, d.sent.fail) {
			t.Fatalf("RequestCode = %v, want what the sender said", err)
		}
	}
	d.sent.fail = nil
	d.signIn(t, phone)
}

func TestAddAdmin(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	account, token, _ := d.signIn(t, phone)
	if _, err := d.Authenticate(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		made, err := d.AddAdmin(t.Context(), "154-0000-0001")
		if err != nil || made.ID != account.ID || len(made.Grants) != 1 || !identity.IsAdmin(made.Grants, d.clock.Now()) {
			t.Fatalf("AddAdmin = %+v, %v", made, err)
		}
	}
	who, err := d.Authenticate(t.Context(), token)
	if err != nil || !identity.IsAdmin(who.Held, d.clock.Now()) || identity.IsAdmin(who.Grants, d.clock.Now()) {
		t.Errorf("right after the grant, without a second factor, the session speaks for %+v, %v", who, err)
	}
	d.enrol(t, token)
	if who, err := d.Authenticate(t.Context(), token); err != nil || !identity.IsAdmin(who.Grants, d.clock.Now()) {
		t.Errorf("with the second factor the session speaks for %+v, %v", who, err)
	}
	if made, err := d.AddAdmin(t.Context(), "15400000005"); err != nil || !identity.IsAdmin(made.Grants, d.clock.Now()) {
		t.Errorf("AddAdmin of a stranger = %+v, %v", made, err)
	}
	if _, err := d.AddAdmin(t.Context(), "1"); !errors.Is(err, identity.ErrPhone) {
		t.Errorf("AddAdmin of no number: %v", err)
	}
}

// TestDemoAccounts: every login holds what it says, and its second factor is the
// real one, with the code the page shows.
func TestDemoAccounts(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	d.Exempt = identity.IsDemo
	logins := identity.DemoLogins()
	logins[0].Person = "p-haiyan"
	for range 2 {
		if got, err := d.DemoAccounts(t.Context(), logins); err != nil || !slices.Equal(got, logins) {
			t.Fatalf("DemoAccounts = %v, %v", got, err)
		}
	}
	roles := map[identity.Role]bool{}
	for _, login := range logins {
		roles[login.Role] = true
		account, token, _ := d.signIn(t, login.Phone)
		if account.Name != login.Name || account.Person != login.Person || login.Phone[:7] != "1540000" || login.Note.ZH == "" || login.Note.EN == "" {
			t.Errorf("login %+v is account %+v", login, account)
		}
		code, err := d.DemoCode(t.Context(), login)
		if err != nil {
			t.Fatal(err)
		}
		who := d.who(t, token)
		if staff := identity.IsStaff(who.Held, d.clock.Now()); staff != (code != "") || staff != account.Factor.On() {
			t.Errorf("%s: staff %v, second factor %v, code %q", login.Name, staff, account.Factor.On(), code)
		}
		if code != "" {
			for range 2 { // several people may be trying the same login
				if err := d.PassFactor(t.Context(), who, code); err != nil {
					t.Errorf("%s: the code shown: %v", login.Name, err)
				}
			}
		}
		want := []identity.Role{identity.Resident}
		if login.Role != identity.Resident && !login.Post {
			want = append(want, login.Role)
		}
		if got := identity.RolesOf(d.who(t, token).Grants, d.clock.Now()); !slices.Equal(got, want) {
			t.Errorf("%s may act as %v, want %v", login.Name, got, want)
		}
	}
	for _, r := range []identity.Role{
		identity.Resident, identity.BuildingHead, identity.HealthPost, identity.Secretary, identity.Organiser, identity.Hotline, identity.GateStaff,
		identity.Performer, identity.Judge, identity.Director, identity.Moderator, identity.VolunteerLeader, identity.Commander, identity.Admin,
	} {
		if !roles[r] {
			t.Errorf("nobody shows what a %s sees", r)
		}
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	engine := &docstoretest.Memory{}
	d := newDesk(engine)
	_, token, _ := d.signIn(t, phone)
	count := func() int {
		n := 0
		for _, c := range []string{"sign_in_codes", "sign_ins"} {
			for _, err := range engine.All(t.Context(), c) {
				if err != nil {
					t.Fatal(err)
				}
				n++
			}
		}
		return n
	}
	sweep := func(want, left int) {
		t.Helper()
		if n, err := d.Sweep(t.Context()); n != want || err != nil || count() != left {
			t.Errorf("Sweep = %d, %v with %d left, want %d with %d left", n, err, count(), want, left)
		}
	}
	sweep(0, 2)
	d.clock.advance(24*time.Hour + identity.CodeLife + time.Second)
	sweep(1, 1) // the code; until then it counts towards the day's ceiling
	if _, err := d.Authenticate(t.Context(), token); err != nil {
		t.Errorf("a sweep ended a good session: %v", err)
	}
	d.clock.advance(identity.SessionLife)
	sweep(1, 0)
	sweep(0, 0)
}

func TestBindPerson(t *testing.T) {
	t.Parallel()
	d := newDesk(&docstoretest.Memory{})
	account, token, _ := d.signIn(t, phone)
	other, _, _ := d.signIn(t, "15400000002")
	if who, err := d.Authenticate(t.Context(), token); err != nil || who.Account.Person != "" {
		t.Fatalf("a new account stands for %q, %v", who.Account.Person, err)
	}
	for range 2 {
		if err := d.BindPerson(t.Context(), account.ID, "p-1"); err != nil {
			t.Fatal(err)
		}
	}
	if who, err := d.Authenticate(t.Context(), token); err != nil || who.Account.Person != "p-1" {
		t.Errorf("right after it was bound the account stands for %q, %v", who.Account.Person, err)
	}
	if err := d.BindPerson(t.Context(), other.ID, "p-1"); !errors.Is(err, identity.ErrPerson) {
		t.Errorf("a second account for one person: %v", err)
	}
	if err := d.BindPerson(t.Context(), account.ID, ""); err != nil {
		t.Fatal(err)
	}
	if err := d.BindPerson(t.Context(), other.ID, "p-1"); err != nil {
		t.Errorf("a person let go of: %v", err)
	}
	if err := d.BindPerson(t.Context(), "nobody", "p-2"); !errors.Is(err, identity.ErrNoAccount) {
		t.Errorf("no account: %v", err)
	}
}
