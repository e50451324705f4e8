package redisstore

import (
	"cmp"
	"context"
	"sync"
	"time"
)

// together lets those who ask the same of one pool at one moment ask in one script:
// what a script costs is mostly the script. There is no timer. Alone, a question leaves
// at once; those that come while one is on its way make the next group.
type together[K comparable, Q, A any] struct {
	within time.Duration // a group's own deadline, 0 for [togetherWithin]

	mu    sync.Mutex
	lines map[K]*askLine[Q, A]
}

// Bounds of asking together.
const (
	togetherMost   = 128             // questions in a group
	togetherWithin = 3 * time.Second // a group's own deadline: no caller ends what others wait for
)

// askLine is the groups of one key.
type askLine[Q, A any] struct {
	next   *askGroup[Q, A] // takes more; nil for none
	flying chan struct{}   // done of the group sent last, nil once it has come back
}

type askGroup[Q, A any] struct {
	questions []Q
	done      chan struct{} // closed once answers or err is set
	answers   []A           // by question
	err       error
}

// ask asks q with whoever asks under the same key, by the ask of one of them, which
// answers in the order of the questions. Nobody waits for more than two groups.
func (t *together[K, Q, A]) ask(ctx context.Context, key K, q Q, ask func(context.Context, []Q) ([]A, error)) (A, error) {
	t.mu.Lock()
	if t.lines == nil {
		t.lines = map[K]*askLine[Q, A]{}
	}
	l := t.lines[key]
	if l == nil {
		l = &askLine[Q, A]{}
		t.lines[key] = l
	}
	g, before := l.next, l.flying
	first := g == nil
	if first {
		g = &askGroup[Q, A]{done: make(chan struct{})}
		l.next = g
	}
	mine := len(g.questions)
	g.questions = append(g.questions, q)
	if mine+1 == togetherMost {
		l.next = nil
	}
	t.mu.Unlock()
	if first { // it asks for all who join until then
		if before != nil {
			<-before // which is bounded
		}
		t.send(ctx, key, l, g, ask)
	}
	var none A
	if !first { // who asked for all knows by now
		<-g.done // which is bounded; waiting for ctx, too, would make a timer for each
	}
	if g.err != nil {
		return none, g.err
	}
	return g.answers[mine], nil
}

func (t *together[K, Q, A]) send(ctx context.Context, key K, l *askLine[Q, A], g *askGroup[Q, A], ask func(context.Context, []Q) ([]A, error)) {
	t.mu.Lock()
	if l.next == g {
		l.next = nil
	}
	l.flying = g.done
	t.mu.Unlock()
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), cmp.Or(t.within, togetherWithin))
	defer cancel()
	g.answers, g.err = ask(bounded, g.questions)
	t.mu.Lock()
	defer t.mu.Unlock()
	close(g.done)
	if l.flying == g.done {
		l.flying = nil
		if l.next == nil {
			delete(t.lines, key)
		}
	}
}
