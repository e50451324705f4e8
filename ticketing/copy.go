package ticketing

import (
	"fmt"
	"strings"
	"time"

	"wanjia/events"
)

// Copy is the pool as it is made again in a session of another edition, everything in it
// later by shift: its size, window, shares and limits, and nothing of what happened to it.
// Booking of it rests until its edition says otherwise.
func (p Pool) Copy(from, to events.ID, session events.SessionID, shift time.Duration) Pool {
	moved := func(name string) string {
		if rest, ok := strings.CutPrefix(name, string(from)+"-"); ok {
			return string(to) + "-" + rest
		}
		return strings.ReplaceAll(name, string(from), string(to))
	}
	out := Pool{
		ID: PoolID(moved(string(p.ID))), Session: session, Event: to, Title: p.Title, Capacity: p.Size(), MaxParty: p.MaxParty,
		Opens: p.Opens.Add(shift), Closes: p.Closes.Add(shift), Synthetic: p.Synthetic, Plan: p.Plan, Paused: true,
	}
	if out.ID == p.ID {
		out.ID = PoolID(fmt.Sprintf("%s-%s", to, p.ID))
	}
	if !p.MoreUntil.IsZero() {
		out.MoreUntil = p.MoreUntil.Add(shift)
	}
	for _, q := range p.Quotas {
		if !q.Release.IsZero() {
			q.Release = q.Release.Add(shift)
		}
		out.Quotas = append(out.Quotas, q)
	}
	for _, l := range p.Limits {
		l.Scope = moved(l.Scope)
		out.Limits = append(out.Limits, l)
	}
	return out
}
