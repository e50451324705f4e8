package hls

import (
	"slices"
	"time"
)

// cut settles where cell n begins: at an IDR that all renditions have, as near to
// the grid as there is one. With strict nothing before the grid will do. It returns
// ErrPending while one may still come and final is not set, and ErrMissing when
// there is none; an IDR that only some have is better than none.
func (l *Live) cut(n int64, strict, final bool) (time.Duration, error) {
	at, ok := l.cuts[n]
	grid := l.clock.Start(n)
	if ok && (!strict || at >= grid) {
		return at, nil
	}
	early, late := l.clock.Slack()
	if strict {
		early = 0
	}
	candidates := l.keys(grid-early, grid+late)
	slices.SortFunc(candidates, func(a, b time.Duration) int { return int((a - grid).Abs() - (b - grid).Abs()) })
	live := l.alive(grid - early)
	best, most := time.Duration(0), 0
	for _, t := range candidates {
		if have := l.having(t); have > most {
			best, most = t, have
		}
	}
	switch {
	case most > 0 && (most >= live || l.past(grid+late) || final):
		if !ok && !strict {
			l.cuts[n] = best
		}
		return best, nil
	case final || l.past(grid+late):
		return 0, ErrMissing
	}
	return 0, ErrPending
}

// keys are the times of all IDRs from t on and before end.
func (l *Live) keys(t, end time.Duration) []time.Duration {
	var times []time.Duration
	for _, y := range l.layers {
		for i := from(y.pictures, t); i < len(y.pictures) && y.pictures[i].at < end; i++ {
			if y.pictures[i].key {
				times = append(times, y.pictures[i].at)
			}
		}
	}
	return times
}

// having counts the renditions that have an IDR at t.
func (l *Live) having(t time.Duration) int {
	count := 0
	for _, y := range l.layers {
		if _, ok := y.key(t); ok {
			count++
		}
	}
	return count
}

// alive counts the renditions that still deliver at t: one that has been silent
// for a cell is not waited for.
func (l *Live) alive(t time.Duration) int {
	count := 0
	for _, y := range l.layers {
		if k := len(y.pictures); k > 0 && y.pictures[k-1].at >= t-l.clock.Every() {
			count++
		}
	}
	return count
}

// past says whether every rendition that delivers has come beyond t, so that
// nothing before t is still to come.
func (l *Live) past(t time.Duration) bool {
	for _, y := range l.layers {
		k := len(y.pictures)
		if k > 0 && y.pictures[k-1].at < t && y.pictures[k-1].at >= t-2*l.clock.Every() {
			return false
		}
	}
	return l.newest >= t
}
