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
	check func(context.Context) (what string, err error) // what it is, even with an error
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
	type answer struct {
		what string
		err  error
	}
	done := make(chan answer, 1) // buffered: a late answer finds nobody and is dropped
	go func() {
		what, err := p.check(ctx)
		done <- answer{what, err}
	}()
	s := partState{Name: p.name, Kind: p.kind}
	select {
	case a := <-done:
		s.What, s.err = a.what, a.err
	case <-ctx.Done():
		s.err = fmt.Errorf("%s did not answer in time: %w", p.name, ctx.Err())
	}
	if s.err != nil {
		s.Err = s.err.Error()
	}
	return s
}
