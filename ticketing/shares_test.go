package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// through presses for a party through a channel.
func (d desk) through(t *testing.T, channel, holder string, party int) error {
	t.Helper()
	r := d.press(holder, party, "k")
	r.Channel = channel
	_, err := d.Service.Claim(t.Context(), r)
	return err
}

func TestShift(t *testing.T) {
	t.Parallel()
	d := newDesk(10, nil)
	shift := func(from, to string, places int) error {
		_, err := d.Shift(t.Context(), ticketing.Shift{Pool: d.pool.ID, Rev: d.read(t).Rev, From: from, To: to, Places: places, By: "org", Why: "few come"})
		return err
	}
	want := func(what string, err, want error) {
		t.Helper()
		if !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
		d.sound(t, what)
	}
	want("of a pool that is not shared out", shift("online", "hotline", 1), ticketing.ErrNoShares)
	want("four through building heads", d.through(t, "building_head", "ann", 4), nil)
	shares := func(online, heads int) error {
		_, err := d.ShareOut(t.Context(), d.pool.ID, d.read(t).Rev, []ticketing.Quota{{Channel: "online", Places: online}, {Channel: "building_head", Places: heads}}, "org", "start")
		return err
	}
	want("shares of more than there is", shares(5, 6), ticketing.ErrShares)
	want("a share below what is taken", shares(5, 3), ticketing.ErrShareTaken)
	want("fair shares", shares(3, 6), nil)
	want("shares again", shares(3, 6), ticketing.ErrShares)

	want("three online", d.through(t, "online", "bob", 3), nil)
	want("a fourth online", d.through(t, "online", "cid", 1), ticketing.ErrSoldOut)
	want("more than the channel has left", shift("building_head", "online", 3), ticketing.ErrShareTaken)
	want("more than the channel has", shift("building_head", "online", 7), ticketing.ErrShares)
	want("to nobody", shift("building_head", "nobody", 1), ticketing.ErrNoChannel)
	want("of nobody", shift("walk_up", "online", 1), ticketing.ErrNoChannel)
	want("to itself", shift("online", "online", 1), ticketing.ErrSize)
	want("none", shift("building_head", "online", 0), ticketing.ErrSize)
	want("what is left", shift("building_head", "online", 2), nil)
	want("the fourth online", d.through(t, "online", "cid", 1), nil)
	want("a fifth through a building head", d.through(t, "building_head", "dan", 1), ticketing.ErrSoldOut)
	want("what was kept back", shift(ticketing.KeptBack, "walk_up", 1), nil)
	want("more than was kept back", shift(ticketing.KeptBack, "walk_up", 1), ticketing.ErrShares)
	want("at the door", d.through(t, "walk_up", "eve", 1), nil)

	want("smaller by what is somebody's", d.resize(t, 9, "walk_up"), ticketing.ErrShareTaken)
	want("smaller by no channel's", d.resize(t, 9, "nobody"), ticketing.ErrNoChannel)
	want("smaller by what is kept back", d.resize(t, 9, ticketing.KeptBack), ticketing.ErrShares)
	want("smaller by one online", d.resize(t, 9, "online"), nil)
	want("larger by two at the door", d.resize(t, 11, "walk_up"), nil)

	_, err := d.Shift(t.Context(), ticketing.Shift{Pool: d.pool.ID, Rev: 1, From: "online", To: "walk_up", Places: 1})
	want("by an older reading", err, ticketing.ErrChanged)
	var log []string
	for _, m := range d.read(t).Moves {
		log = append(log, fmt.Sprint(m.From, ">", m.To, " ", m.Places, " ", m.By))
	}
	if got, want := fmt.Sprint(log), "[kept>online 3 org kept>building_head 6 org building_head>online 2 org kept>walk_up 1 org online>session 1 org session>walk_up 2 org]"; got != want {
		t.Errorf("log = %s\nwant  %s", got, want)
	}
}

// What is left of a share goes where it is to go when its date comes: once, however
// many workers look, and never what somebody holds.
func TestReleaseShares(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(20, nil)
		noon := time.Now().Add(30 * time.Minute)
		if _, err := d.ShareOut(t.Context(), d.pool.ID, 0, []ticketing.Quota{
			{Channel: "online", Places: 5}, {Channel: "building_head", Places: 15, Release: noon, Into: "online"},
		}, "org", "start"); err != nil {
			t.Fatal(err)
		}
		r := d.press("hal", 3, "h")
		r.Channel = "building_head"
		h, err := d.Hold(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.through(t, "building_head", "ann", 6); err != nil {
			t.Fatal(err)
		}
		rounds := func(workers int) {
			var wg sync.WaitGroup
			for range workers {
				wg.Go(func() {
					if err := d.Tend(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
		}
		rounds(2)
		if n := len(d.read(t).Moves); n != 2 {
			t.Errorf("before its date: %d moves, want the two of the beginning", n)
		}
		time.Sleep(29 * time.Minute)
		if err := d.LetGo(t.Context(), d.pool.ID, "hal", h.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Hold(t.Context(), func() ticketing.Request { r.Key = "h2"; return r }()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		rounds(3)
		rounds(2)
		p := d.read(t)
		if p.Share("building_head") != 9 || p.Share("online") != 11 {
			t.Errorf("shares = %+v, want 9 kept by building heads and 11 online", p.Quotas)
		}
		if m := p.Moves[len(p.Moves)-1]; len(p.Moves) != 3 || m.Places != 6 || m.From != "building_head" || m.To != "online" || m.By != "" {
			t.Errorf("log = %+v, want one release of 6", p.Moves)
		}
		if err := d.through(t, "online", "bob", 6); err != nil {
			t.Errorf("six online after the release: %v", err)
		}
		if err := d.through(t, "building_head", "cid", 1); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Errorf("a building head after the release: %v, want ErrSoldOut", err)
		}
	})
}

// released is a house whose release date has come, looked after by two workers, and
// the moves they made.
func released(t *testing.T, guarded bool) []ticketing.Move {
	t.Helper()
	d := newDesk(20, nil)
	due := d.pool
	due.Quotas = []ticketing.Quota{{Channel: "online", Places: 5}, {Channel: "reserve", Places: 15, Release: time.Now().Add(-time.Second), Into: "online"}}
	d.Pools = ticketingtest.NewPools(due)
	if !guarded {
		d.Pools, d.Stock = forgetful{d.Pools}, unfenced{d.stock}
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { _ = d.ReleaseShares(t.Context()) })
	}
	wg.Wait()
	return d.read(t).Moves
}

// forgetful is a record of pools that stores whatever a change makes of the pool it
// began with, unfenced a stock that lets every change in: the controls which show that
// the test below can fail.
type forgetful struct{ ticketing.Pools }

func (f forgetful) Change(ctx context.Context, id ticketing.PoolID, change func(*ticketing.Pool) error) (ticketing.Pool, error) {
	p, err := f.Pools.Fresh(ctx, id)
	if err != nil {
		return p, err
	}
	seen := p
	seen.Rev = 0
	if err := change(&seen); err != nil {
		return p, err
	}
	time.Sleep(time.Millisecond)
	return f.Pools.Change(ctx, id, func(p *ticketing.Pool) error {
		log := p.Moves
		*p = seen
		p.Moves = append(log, seen.Moves...)
		return nil
	})
}

type unfenced struct{ ticketing.Stock }

func (u unfenced) Fence(context.Context, ticketing.Pool, map[string]int) (ticketing.Grant, error) {
	return ticketing.Grant{Verdict: ticketing.Granted}, nil
}

func TestReleaseOnceHoweverManyWorkers(t *testing.T) {
	t.Parallel()
	for range 10 {
		if m := released(t, true); len(m) != 1 || m[0].Places != 15 {
			t.Fatalf("moves = %+v, want one of 15", m)
		}
	}
	for range 30 {
		if len(released(t, false)) > 1 {
			return
		}
	}
	t.Error("without versions the share was released once in 30 runs: the check above proves nothing")
}

func TestReleaseOn(t *testing.T) {
	t.Parallel()
	d := sharedDesk(t)
	on := func(channel string, at time.Time, into string) error {
		_, err := d.ReleaseOn(t.Context(), d.pool.ID, d.read(t).Rev, channel, at, into)
		return err
	}
	later := time.Now().Add(time.Hour)
	for name, tt := range map[string]struct{ err, want error }{
		"in the past":      {on("hotline", time.Now().Add(-time.Second), "online"), ticketing.ErrWindowPast},
		"of no channel":    {on("walk_up", later, "online"), ticketing.ErrNoChannel},
		"into no channel":  {on("hotline", later, "blocked"), ticketing.ErrNoChannel},
		"into itself":      {on("hotline", later, "hotline"), ticketing.ErrNoChannel},
		"later":            {on("hotline", later, "online"), nil},
		"into nobody's":    {on("online", later, ticketing.KeptBack), nil},
		"never, after all": {on("hotline", time.Time{}, "online"), nil},
	} {
		if !errors.Is(tt.err, tt.want) || (tt.err == nil) != (tt.want == nil) {
			t.Errorf("%s: %v, want %v", name, tt.err, tt.want)
		}
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(10, nil)
		now := time.Now()
		edit := func(e ticketing.Edit) error {
			e.Pool, e.Rev = d.pool.ID, d.read(t).Rev
			_, err := d.Edit(t.Context(), e)
			return err
		}
		at := func(after time.Duration) *time.Time { return new(now.Add(after)) }
		for name, tt := range map[string]struct {
			edit ticketing.Edit
			want error
		}{
			"opens in the past":      {ticketing.Edit{Opens: at(-time.Minute)}, ticketing.ErrWindowPast},
			"closes in the past":     {ticketing.Edit{Closes: at(-time.Minute)}, ticketing.ErrWindowPast},
			"closes before it opens": {ticketing.Edit{Opens: at(3 * time.Hour)}, ticketing.ErrWindow},
			"a party of nobody":      {ticketing.Edit{MaxParty: new(0)}, ticketing.ErrMaxParty},
			"a party of 500":         {ticketing.Edit{MaxParty: new(500)}, ticketing.ErrMaxParty},
			"no title":               {ticketing.Edit{Title: &events.Text{EN: "only English"}}, ticketing.ErrPoolTitle},
			"the same limit twice": {ticketing.Edit{Limits: &[]ticketing.Limit{
				{Rule: "night", Per: ticketing.PerPhone, Max: 1}, {Rule: "night", Per: ticketing.PerPhone, Max: 2},
			}}, ticketing.ErrLimitRule},
		} {
			if err := edit(tt.edit); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v, want %v", name, err, tt.want)
			}
		}
		if p := d.read(t); p.Rev != 0 {
			t.Errorf("what was refused has changed the pool: %+v", p)
		}
		d.claim(t, "ann", 5)
		if err := edit(ticketing.Edit{MaxParty: new(2)}); err != nil {
			t.Fatal(err)
		}
		if err := d.through(t, "online", "bob", 3); !errors.Is(err, ticketing.ErrPartySize) {
			t.Errorf("a party that was allowed before: %v, want ErrPartySize", err)
		}
		if err := edit(ticketing.Edit{CloseNow: true}); err != nil {
			t.Fatal(err)
		}
		if err := d.through(t, "online", "bob", 1); !errors.Is(err, ticketing.ErrClosed) {
			t.Errorf("after it was closed at once: %v, want ErrClosed", err)
		}
		if err := edit(ticketing.Edit{Opens: at(time.Hour), Closes: at(2 * time.Hour)}); err != nil {
			t.Fatal(err)
		}
		if err := d.through(t, "online", "bob", 1); !errors.Is(err, ticketing.ErrNotOpen) {
			t.Errorf("before it opens again: %v, want ErrNotOpen", err)
		}
		time.Sleep(time.Hour)
		if err := d.through(t, "online", "bob", 1); err != nil {
			t.Errorf("when it opens again: %v", err)
		}
		d.sound(t, "after all")
	})
}

// A rule that changes binds the claims to come; those there are keep what they have,
// can be given back, and the counts stay right.
func TestLimitChangesWhileClaimsExist(t *testing.T) {
	t.Parallel()
	d := newDesk(10, nil)
	rule := func(most int) {
		t.Helper()
		limits := []ticketing.Limit{{Rule: "night", Scope: "n1", Per: ticketing.PerHousehold, Max: most}}
		if _, err := d.Edit(t.Context(), ticketing.Edit{Pool: d.pool.ID, Rev: d.read(t).Rev, Limits: &limits}); err != nil {
			t.Fatal(err)
		}
	}
	press := func(holder string) (ticketing.Claim, error) {
		r := d.press(holder, 2, "k-"+holder)
		r.Subjects = map[string]string{ticketing.PerHousehold: "h1"}
		return d.Service.Claim(t.Context(), r)
	}
	rule(2)
	first, err := press("ann")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := press("bob"); err != nil {
		t.Fatal(err)
	}
	rule(1)
	if _, err := press("cid"); !errors.Is(err, ticketing.ErrAlreadyClaimed) {
		t.Errorf("a third of the household, one allowed: %v, want ErrAlreadyClaimed", err)
	}
	d.sound(t, "two have what one may have")
	if c, err := press("ann"); err != nil || c.ID != first.ID {
		t.Errorf("ann's press again = %+v, %v; want what she has", c, err)
	}
	rule(3)
	if _, err := press("cid"); err != nil {
		t.Errorf("a third of the household, three allowed: %v", err)
	}
	rule(1)
	if _, err := d.Release(t.Context(), "ann", first.ID); err != nil {
		t.Fatal(err)
	}
	d.sound(t, "ann has given back")
	d.stock.Forget()
	d.sound(t, "rebuilt")
}

// Whose clock is wrong makes no difference to who gets in: the stock's decides.
func TestSkewedClocks(t *testing.T) {
	t.Parallel()
	for name, skew := range map[string]time.Duration{"a day ahead": 24 * time.Hour, "a day behind": -24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(4, nil)
				d.Now = func() time.Time { return time.Now().Add(skew) }
				if err := d.through(t, "online", "ann", 1); err != nil {
					t.Errorf("while it is open: %v", err)
				}
				time.Sleep(2 * time.Hour)
				if err := d.through(t, "online", "bob", 1); !errors.Is(err, ticketing.ErrClosed) {
					t.Errorf("when it is closed: %v, want ErrClosed", err)
				}
				d.sound(t, "after all")
			})
		})
	}
}
