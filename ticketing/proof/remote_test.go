package proof

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"wanjia/ticketing"
)

// remote is an engine in a process of its own, started anew when it dies.
type remote struct {
	t       *testing.T
	history *History
	setup   func(start int) setup // of each start, from 0

	wrote func(writing)   // hears of what is written, nil for nobody
	asked func(vagueSpan) // hears of places asked for who waits

	onStrike func() // when a fault is to happen outside of the engine, nil for nothing

	last words // what engines wrote to their standard error

	mu     sync.Mutex
	now    *process
	starts int
	ended  bool
	struck []int64 // when faults happened
	again  []int64 // when an engine that had died was there again
}

// process is one life of it.
type process struct {
	cmd    *exec.Cmd
	in     *json.Encoder
	pipe   io.Closer
	gone   chan struct{}
	mu     sync.Mutex
	n      int
	asked  map[int]chan said
	rewrit map[ticketing.PoolID]int64 // stocks being written anew, since when
}

func newRemote(t *testing.T, h *History, setup func(int) setup) *remote {
	t.Helper()
	r := &remote{t: t, history: h, setup: setup}
	t.Cleanup(func() {
		r.end()
		if t.Failed() {
			t.Logf("the engine said:\n%s", &r.last)
		}
	})
	return r
}

// words keeps the end of a text.
type words struct {
	mu   sync.Mutex
	text []byte
}

func (w *words) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.text = append(w.text, p...)
	w.text = w.text[max(0, len(w.text)-4096):]
	return len(p), nil
}

func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.text)
}

// do asks the process there is, or the next one when that has died.
func (r *remote) do(ctx context.Context, op *Op) {
	got, ok := r.ask(ctx, said{Op: op})
	if !ok {
		op.Answer, op.Why = Unknown, "the engine died"
		return
	}
	op.Answer, op.Places, op.Until, op.By, op.Why = got.Op.Answer, got.Op.Places, got.Op.Until, got.Op.By, got.Op.Why
}

// ask sends the process there is a question. It is false where that dies without an
// answer.
func (r *remote) ask(ctx context.Context, q said) (said, bool) {
	p := r.process()
	answer := make(chan said, 1)
	p.mu.Lock()
	p.n++
	q.N = p.n
	p.asked[q.N] = answer
	err := p.in.Encode(q)
	p.mu.Unlock()
	if err == nil {
		select {
		case got := <-answer:
			return got, true
		case <-p.gone:
		case <-ctx.Done():
		}
	} else {
		<-p.gone
	}
	select { // it may have answered with its last breath
	case got := <-answer:
		return got, true
	default:
		return said{}, false
	}
}

// process is the one that lives, started if need be.
func (r *remote) process() *process {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.now != nil {
		select {
		case <-r.now.gone:
			if !r.ended {
				r.again = append(r.again, time.Now().UnixNano())
			}
		default:
			return r.now
		}
	}
	r.now = r.start(r.setup(r.starts))
	r.starts++
	return r.now
}

func (r *remote) start(s setup) *process {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	p := &process{
		cmd: exec.Command(os.Args[0]), gone: make(chan struct{}), asked: map[int]chan said{}, rewrit: map[ticketing.PoolID]int64{},
	}
	p.cmd.Env = append(os.Environ(), childMark+"="+string(text))
	p.cmd.Stderr = &r.last
	in, err := p.cmd.StdinPipe()
	if err != nil {
		panic(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		panic(err)
	}
	p.in, p.pipe = json.NewEncoder(in), in
	if err := p.cmd.Start(); err != nil {
		panic(err)
	}
	go r.hear(p, out, r.starts+1)
	return p
}

// hear takes down what the process, the life-th, says until it dies.
func (r *remote) hear(p *process, out io.Reader, life int) {
	defer close(p.gone)
	lines := json.NewDecoder(out)
	for {
		var s said
		if err := lines.Decode(&s); err != nil {
			break // a line cut off was no answer
		}
		switch {
		case s.Op != nil, s.Desk != nil, s.Night != nil:
			p.mu.Lock()
			answer := p.asked[s.N]
			delete(p.asked, s.N)
			p.mu.Unlock()
			answer <- s
		case s.Begun != nil:
			p.rewrit[s.Begun.Pool] = s.Begun.Call
		case s.Anew != nil:
			delete(p.rewrit, s.Anew.Pool)
			r.history.Forgotten(s.Anew.Pool, s.Anew.Call, s.Anew.Return)
		case s.Gave != nil:
			r.history.Gave(s.Gave.ID, s.Gave.Call, s.Gave.Ret, s.Gave.OK)
		case s.Wrote != nil:
			s.Wrote.Life = life
			r.wrote(*s.Wrote)
		case s.Asked != nil:
			r.asked(*s.Asked)
		case s.Struck != 0:
			r.strike(s.Struck)
			if r.onStrike != nil {
				go r.onStrike()
			}
		}
	}
	_ = p.cmd.Wait()
	for pool, since := range p.rewrit { // whether it was done nobody knows: perhaps
		r.history.Forgotten(pool, since, time.Now().UnixNano())
	}
	if p.cmd.ProcessState.ExitCode() == -1 {
		r.strike(time.Now().UnixNano())
	}
}

func (r *remote) strike(at int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.struck = append(r.struck, at)
}

// faults is how many there were.
func (r *remote) faults() []int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]int64(nil), r.struck...)
}

// end lets the process finish what it has in hand.
func (r *remote) end() {
	r.mu.Lock()
	r.ended = true
	p := r.now
	r.mu.Unlock()
	if p == nil {
		return
	}
	_ = p.pipe.Close()
	select {
	case <-p.gone:
	case <-time.After(10 * time.Second):
		r.t.Error("an engine does not end")
		_ = p.cmd.Process.Kill()
		<-p.gone
	}
}
