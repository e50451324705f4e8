package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Kinds of a part.
const (
	builtin  = "embedded" // runs in this process or as its child
	external = "external" // somebody else runs it
)

// part is something the service depends on.
type part struct {
	name  string
	kind  string
	check func(context.Context) (what string, err error) // what it is, with an error too if it can
}

// partState is a part as it stands.
type partState struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
	What string `json:"what"`
	Err  string `json:"err,omitempty"` // in full: for operators, not for the public

	err error
}

// checkWithin bounds the check of one part.
const checkWithin = 2 * time.Second

// checkParts asks every part at the same time. One that does not answer in time
// counts as failing; whether its check honours ctx or not, the answer is there
// within [checkWithin].
func checkParts(ctx context.Context, parts []part) []partState {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	states := make([]partState, len(parts))
	var wg sync.WaitGroup
	for i, p := range parts {
		wg.Go(func() { states[i] = p.state(ctx) })
	}
	wg.Wait()
	return states
}

func (p part) state(ctx context.Context) partState {
	s := partState{Name: p.name, Kind: p.kind}
	s.What, s.err = bounded(ctx, p.check)
	if s.err != nil {
		s.Err = s.err.Error()
	}
	return s
}

// bounded returns what f does, or an error as soon as ctx ends, whether f honours
// ctx or not: a late answer is dropped.
func bounded[T any](ctx context.Context, f func(context.Context) (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	done := make(chan answer, 1) // buffered: nobody may be there for a late answer
	go func() {
		v, err := f(ctx)
		done <- answer{v, err}
	}()
	select {
	case a := <-done:
		return a.value, a.err
	case <-ctx.Done():
		var none T
		return none, fmt.Errorf("no answer in time: %w", ctx.Err())
	}
}
