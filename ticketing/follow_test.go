package ticketing_test

import (
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// TestPoolsMoveWithTheirEdition: what is still to come of a pool's dates moves with new
// dates, once however often it is asked; what has happened stays.
func TestPoolsMoveWithTheirEdition(t *testing.T) {
	t.Parallel()
	now := time.Now().Truncate(time.Second)
	at := func(days int) time.Time { return now.AddDate(0, 0, days) }
	week := 7 * 24 * time.Hour
	tests := map[string]struct {
		pool, want ticketing.Pool
		by         time.Duration
	}{
		"not open yet": {
			ticketing.Pool{Opens: at(2), Closes: at(9), MoreUntil: at(8), Quotas: []ticketing.Quota{{Channel: "online", Places: 1, Release: at(3), Into: "x"}}},
			ticketing.Pool{Opens: at(9), Closes: at(16), MoreUntil: at(15), Quotas: []ticketing.Quota{{Channel: "online", Places: 1, Release: at(10), Into: "x"}}}, week,
		},
		"open": {
			ticketing.Pool{Opens: at(-2), Closes: at(9), Quotas: []ticketing.Quota{{Channel: "online", Places: 1}}},
			ticketing.Pool{Opens: at(-2), Closes: at(16), Quotas: []ticketing.Quota{{Channel: "online", Places: 1}}}, week,
		},
		"closed":  {ticketing.Pool{Opens: at(-9), Closes: at(-1)}, ticketing.Pool{Opens: at(-9), Closes: at(6)}, week},
		"earlier": {ticketing.Pool{Opens: at(9), Closes: at(20)}, ticketing.Pool{Opens: at(2), Closes: at(13)}, -week},
		"earlier than it opened": {
			ticketing.Pool{Opens: at(-1), Closes: at(5)}, ticketing.Pool{Opens: at(-2).Add(-time.Second), Closes: at(-2)}, -week,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(10, nil)
			if _, err := d.Pools.Change(t.Context(), d.pool.ID, func(p *ticketing.Pool) error {
				p.Opens, p.Closes, p.MoreUntil, p.Quotas = test.pool.Opens, test.pool.Closes, test.pool.MoreUntil, test.pool.Quotas
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			e := events.Event{State: events.Postponed}
			sessions := []events.Session{{ID: d.pool.Session}}
			follow := func() {
				t.Helper()
				for range 2 {
					if err := d.Follow(t.Context(), e, sessions); err != nil {
						t.Fatal(err)
					}
				}
			}
			follow()
			if p := d.read(t); !p.Paused || !p.Opens.Equal(test.pool.Opens) {
				t.Errorf("postponed: %+v", p)
			}
			e.State, e.Moves = events.Published, []events.Move{{At: now, By: test.by}}
			follow()
			p, want := d.read(t), test.want
			if p.Paused || !p.Opens.Equal(want.Opens) || !p.Closes.Equal(want.Closes) || !p.MoreUntil.Equal(want.MoreUntil) || p.Moved != 1 {
				t.Errorf("moved to %+v, want %+v", p, want)
			}
			for i, q := range want.Quotas {
				if !p.Quotas[i].Release.Equal(q.Release) {
					t.Errorf("released on %s, want %s", p.Quotas[i].Release, q.Release)
				}
			}
		})
	}
}
