package api

import (
	"context"
	"sync"
	"time"

	"wanjia/events/fault"
)

// fresh remembers answers for a moment, so that a crowd asking for one thing
// costs one look: everybody who comes while it is being fetched waits for it.
type fresh[K comparable, V any] struct {
	For time.Duration // how old an answer may be
	Max int           // how many are kept
	Now func() time.Time

	mu   sync.RWMutex
	kept map[K]*answer[V]
}

type answer[V any] struct {
	done  chan struct{} // closed once value, err and at are set
	value V
	err   error
	at    time.Time
}

// Get returns the answer for key, from memory or from load. A failure is
// remembered as long as a success, so that a part which is down is asked a few
// times a second and not by everybody; "not found" is not, because anybody may
// invent names.
func (f *fresh[K, V]) Get(ctx context.Context, key K, load func(context.Context) (V, error)) (V, error) {
	f.mu.Lock()
	if known, ok := f.kept[key]; ok && known.good(f.Now(), f.For) {
		f.mu.Unlock()
		select {
		case <-known.done: // asking the context would make its timer
			return known.value, known.err
		default:
		}
		select {
		case <-known.done:
			return known.value, known.err
		case <-ctx.Done():
			var none V
			return none, ctx.Err()
		}
	}
	mine := &answer[V]{done: make(chan struct{})}
	f.makeRoom()
	f.kept[key] = mine
	f.mu.Unlock()

	settled := false
	defer func() { // also when load panics: nobody may wait for ever
		if !settled {
			mine.err = fault.ErrInternal
		}
		mine.at = f.Now()
		close(mine.done)
		if mine.err != nil && fault.Of(mine.err).Kind == fault.NotFound {
			f.forget(key, mine)
		}
	}()
	mine.value, mine.err = load(ctx)
	settled = true
	return mine.value, mine.err
}

// atHand returns the answer for key if it is there, young by now, and no failure.
func atHand[V any](f *fresh[string, V], key []byte, now time.Time) (V, bool) {
	f.mu.RLock()
	known, ok := f.kept[string(key)]
	f.mu.RUnlock()
	if ok {
		select {
		case <-known.done:
			if known.err == nil && now.Sub(known.at) < f.For {
				return known.value, true
			}
		default:
		}
	}
	var none V
	return none, false
}

// good says whether the answer is being fetched or still young.
func (a *answer[V]) good(now time.Time, age time.Duration) bool {
	select {
	case <-a.done:
		return now.Sub(a.at) < age
	default:
		return true
	}
}

func (f *fresh[K, V]) forget(key K, old *answer[V]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept[key] == old {
		delete(f.kept, key)
	}
}

// makeRoom is called with the lock held.
func (f *fresh[K, V]) makeRoom() {
	if f.kept == nil {
		f.kept = map[K]*answer[V]{}
	}
	if len(f.kept) < f.Max {
		return
	}
	now := f.Now()
	for key, known := range f.kept {
		if !known.good(now, f.For) {
			delete(f.kept, key)
		}
	}
	if len(f.kept) >= f.Max {
		clear(f.kept) // who is waiting holds the answer itself
	}
}
