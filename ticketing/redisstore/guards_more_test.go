package redisstore_test

import (
	"fmt"
	"slices"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// more asks for places for a change of a claim and wants the verdict.
func (l lab) more(c ticketing.Claim, change string, n int, until time.Time, want ticketing.Verdict) (ticketing.Grant, string) {
	g, err := l.More(l.Context(), l.pool, c, ticketing.MoreID(c.ID, change), n, until)
	return g, l.verdict(string(c.Holder)+" wants more", g, err, want)
}

func soon() time.Time { return time.Now().Add(time.Hour) }

func playMoreAgain(l lab) string {
	ann := l.owner("ann", 1)
	first, wrong := l.more(ann, "x", 1, soon(), ticketing.Granted)
	if wrong != "" {
		return wrong
	}
	again, wrong := l.more(ann, "x", 1, soon(), ticketing.Granted)
	if wrong == "" && !slices.Equal(first.Places, again.Places) {
		wrong = fmt.Sprintf("the same change got %v and then %v", first.Places, again.Places)
	}
	return wrong
}

func playMoreForNobody(l lab) string {
	_, wrong := l.more(ticketingtest.Press(l.pool, "ann", 1), "x", 1, soon(), ticketing.Lapsed)
	return wrong
}

func playMoreLate(l lab) string {
	_, wrong := l.more(l.owner("ann", 1), "x", 1, time.Now().Add(-time.Minute), ticketing.Late)
	return wrong
}

func playMoreQueue(l lab) string {
	ann := l.owner("ann", 1)
	l.waiting(1)
	_, wrong := l.more(ann, "x", 1, soon(), ticketing.Queue)
	return wrong
}

func playMoreRoom(l lab) string {
	_, wrong := l.more(l.owner("ann", 3), "x", 2, soon(), ticketing.NoRoom)
	return wrong
}

func playMoreShare(l lab) string {
	l = l.shared(2)
	_, wrong := l.more(l.owner("ann", 2), "x", 1, soon(), ticketing.NoRoom)
	return wrong
}

func playMoreLost(l lab) string {
	ann := l.owner("ann", 1)
	lose := l.photograph()
	l.owner("bob", 2)
	lose()
	_, wrong := l.more(ann, "x", 2, soon(), ticketing.StaleStock)
	return wrong
}

// match has the stock follow a document and wants the verdict.
func (l lab) match(c ticketing.Claim, rev int64, want ticketing.Verdict) string {
	c.Rev, c.Party = rev, len(c.Places)
	g, err := l.Match(l.Context(), l.pool, c)
	return l.verdict("match", g, err, want)
}

func (l lab) placesOf(c ticketing.Claim) []int {
	l.Helper()
	have, err := l.Snapshot(l.Context(), l.pool)
	if err != nil {
		l.Fatal(err)
	}
	return have.Entries[c.ID].Places
}

func playMatchOlder(l lab) string {
	ann := l.owner("ann", 3)
	older, newer := ann, ann
	older.Places, newer.Places = ann.Places[:2], ann.Places[:1]
	if wrong := l.match(newer, 5, ticketing.Granted); wrong != "" {
		return wrong
	}
	if wrong := l.match(older, 4, ticketing.Granted); wrong != "" { // it comes late
		return wrong
	}
	if got := l.placesOf(ann); len(got) != 1 {
		return fmt.Sprintf("the stock says %v, the document %v", got, newer.Places)
	}
	return ""
}

func playMatchStranger(l lab) string {
	ann, bob := l.owner("ann", 1), l.owner("bob", 1)
	ann.Places = slices.Concat(ann.Places, bob.Places)
	return l.match(ann, 1, ticketing.StaleStock)
}

func playMatchGiver(l lab) string {
	c := l.owner("ann", 1)
	c.Holder = "bob"
	if wrong := l.match(c, 1, ticketing.Granted); wrong != "" {
		return wrong
	}
	return l.press("ann", 1, ticketing.Granted)
}

func playMatchFewer(l lab) string {
	ann := l.owner("ann", 4)
	ann.Places = ann.Places[:2]
	if wrong := l.match(ann, 1, ticketing.Granted); wrong != "" {
		return wrong
	}
	return l.press("bob", 2, ticketing.Granted)
}

func playMatchAbsorbed(l lab) string {
	ann := l.owner("ann", 1)
	g, wrong := l.more(ann, "x", 1, soon(), ticketing.Granted)
	if wrong != "" {
		return wrong
	}
	ann.Places, ann.Changes = slices.Concat(ann.Places, g.Places), []ticketing.Change{{ID: "x", Party: 2}}
	if wrong := l.match(ann, 1, ticketing.Granted); wrong != "" {
		return wrong
	}
	if _, err := l.Give(l.Context(), l.pool, ticketing.MoreID(ann.ID, "x")); err != nil { // by a reaper that is late
		return err.Error()
	}
	return l.takenIs(2)
}

func playMatchOld(l lab) string {
	ann := l.owner("ann", 2)
	l.rebuilt(ann)
	// What is left of the epoch that is over, as where a node is behind.
	old := fmt.Sprintf("entries:{%s}:%d", l.pool.ID, l.pool.Epoch)
	l.redis.HSet(l.Context(), old, string(ann.ID), "s|ann|1|online|0|0|1,2")
	ann.Places = ann.Places[:1]
	wrong := l.match(ann, 1, ticketing.StaleCaller)
	if wrong != "" {
		return wrong
	}
	next := l
	next.pool.Epoch++
	return next.takenIs(2)
}

// seat is a press for seats by name.
func (l lab) seat(holder string, names ...string) ticketing.Claim {
	c := ticketingtest.Press(l.pool, holder, len(names))
	c.Wish.Seats = names
	return c
}

func playNamed(l lab) string {
	plan, err := l.Plans.Plan(l.Context(), l.pool.Plan)
	if err != nil {
		l.Fatal(err)
	}
	name := plan.Seats[0].GUID
	if _, wrong := l.take(l.seat("ann", name), ticketing.Granted); wrong != "" {
		return wrong
	}
	_, wrong := l.take(l.seat("bob", name), ticketing.SeatsTaken)
	return wrong
}

func playBest(l lab) string {
	owner := map[int]string{}
	for i := range 4 {
		holder := fmt.Sprint("h", i)
		g, wrong := l.take(ticketingtest.Press(l.pool, holder, 2), ticketing.Granted)
		if wrong != "" {
			return wrong
		}
		for _, n := range g.Places {
			if by := owner[n]; by != "" {
				return fmt.Sprintf("seat %d is of %s and of %s", n, by, holder)
			}
			owner[n] = holder
		}
	}
	return ""
}

func playSeatBack(l lab) string {
	ann := l.owner("ann", 4)
	l.owner("bob", 4)
	if _, err := l.Give(l.Context(), l.pool, ann.ID); err != nil {
		return err.Error()
	}
	return l.press("cid", 4, ticketing.Granted)
}
