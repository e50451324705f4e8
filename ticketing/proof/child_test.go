package proof

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/docstore/sqlitedoc"
	"wanjia/events/embedded"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/store"
)

// childMark names the variable that makes a process of this test's binary an engine of
// its own, which can be killed: its value is a setup.
const childMark = "WANJIA_TEST_CLAIM_ENGINE"

// setup is what a process of the engine is told.
type setup struct {
	Folder string // of the documents
	Redis  string // its address
	Pools  []ticketing.Pool
	Desk   bool // operations of desks are asked, and the workers serve waiting lists
	Night  bool // operations of a night are asked, and the workers finish changes of pools

	Fault string // "" for none, see faults
	Point string
	After int // times the point is passed before the fault
}

// The faults of one process. Those that are not a kill end by themselves.
const (
	apiKilled    = "api process"
	workerKilled = "worker process"
	emptied      = "Redis emptied"
	failedOver   = "Redis failed over, writes lost"
	away         = "documents away"
	full         = "disk full"
)

// said is a line from a process of the engine: an answer, or a note for the history.
type said struct {
	N      int
	Op     *Op   `json:",omitempty"`
	Begun  *Op   `json:",omitempty"` // a stock is being written anew
	Anew   *Op   `json:",omitempty"` // it was
	Gave   *gave `json:",omitempty"`
	Struck int64 `json:",omitempty"` // the fault has happened, nanoseconds since 1970

	Night *nightOp   `json:",omitempty"`
	Desk  *deskOp    `json:",omitempty"`
	Wrote *writing   `json:",omitempty"`
	Asked *vagueSpan `json:",omitempty"`
}

type gave struct {
	ID        ticketing.ClaimID
	Call, Ret int64
	OK        bool
}

// engine is a process of the engine from within.
type engine struct {
	told setup
	*ticketing.Service
	house *House
	trap  *trap

	mu  sync.Mutex
	out *json.Encoder
}

func (e *engine) say(s said) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.out.Encode(s); err != nil {
		os.Exit(1) // nobody listens any more
	}
}

// childMain serves operations from the standard input until it ends.
func childMain(text string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	e := &engine{out: json.NewEncoder(os.Stdout)}
	if err := json.Unmarshal([]byte(text), &e.told); err != nil {
		return err
	}
	documents, err := sqlitedoc.Open(ctx, filepath.Join(e.told.Folder, "documents.sqlite"))
	if err != nil {
		return err
	}
	client, err := embedded.OpenRedis(ctx, e.told.Redis)
	if err != nil {
		return err
	}
	away := &awayEngine{Engine: documents}
	e.trap = &trap{point: e.told.Point}
	e.trap.left.Store(int64(e.told.After))
	stock := &redisstore.Stock{Redis: client}
	if e.house, err = open(ctx, away, stock, e.told.Pools, e); err != nil {
		return err
	}
	if e.told.Fault == workerKilled { // so that workers come to write, however fast this machine is
		e.house.Stock = &hasty{stock, e, time.Millisecond}
	}
	for _, p := range e.told.Pools { // a rebuilder that was killed is in the way for a moment
		for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
			if _, err = e.house.Availability(ctx, p.Session); err == nil || time.Now().After(deadline) {
				break
			}
		}
	}
	e.trap.spring = func() { e.strike(ctx, away, func() error { return client.FlushAll(ctx).Err() }) }
	e.Service = e.house.Service
	if e.told.Desk {
		pen := &scribe{tell: func(w writing) { e.say(said{Wrote: &w}) }}
		e.Stock = offering{e.Stock, func(v vagueSpan) { e.say(said{Asked: &v}) }}
		e.Claims, e.Waits = writtenClaims{e.Claims, pen}, writtenWaits{e.Waits, pen}
	}
	if e.told.Night {
		e.Ledgers = store.NewLedgers(away)
	}
	worker := &ticketing.Service{
		Pools: e.Pools, Claims: e.Claims, Waits: e.Waits, Stock: e.Stock, Queue: e.Queue, Log: e.Log, Now: e.Now, Ledgers: e.Ledgers,
	}
	of := e.Service
	if e.told.Fault == workerKilled {
		of = worker
	}
	of.Stock, of.Claims, of.Waits = trappedStock{of.Stock, e.trap}, trappedClaims{of.Claims, e.trap}, trappedWaits{of.Waits, e.trap}
	of.Pools = trappedPools{of.Pools, e.trap}
	ended := meanwhile(4*time.Millisecond, func() { e.rounds(ctx, worker) })
	err = e.serve(ctx, os.Stdin)
	ended()
	e.house.claims.Close()
	return errors.Join(err, client.Close(), documents.Close())
}

// rounds is what workers do; what fails is done the next time.
func (e *engine) rounds(ctx context.Context, worker *ticketing.Service) {
	if e.told.Desk {
		_ = worker.Serve(ctx)
	}
	if e.told.Night {
		_ = worker.Tend(ctx)
	}
	_ = worker.Reap(ctx)
	for d, err := range e.house.claims.Pending(ctx, time.Now()) {
		if err != nil {
			return
		}
		if run(ctx, worker, d) != nil {
			continue
		}
		if e.told.Fault == workerKilled {
			e.trap.at(beforeAnswer)
		}
		_ = e.house.claims.Done(ctx, d)
	}
}

// serve answers the operations that come, each on its own.
func (e *engine) serve(ctx context.Context, in io.Reader) error {
	var asked sync.WaitGroup
	defer asked.Wait()
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var s said
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			return err
		}
		asked.Go(func() {
			bounded, cancel := context.WithTimeout(ctx, 4*time.Second)
			defer cancel()
			switch {
			case s.Night != nil:
				s.Night.do(bounded, e.Service)
			case s.Desk != nil:
				s.Desk.do(context.WithValue(bounded, tryKey{}, s.Desk.Try), e.Service, e.told.Pools[0], "")
			default:
				s.Op.Do(bounded, e.Service)
			}
			if e.told.Fault != workerKilled {
				e.trap.at(beforeAnswer)
			}
			e.say(s)
		})
	}
	return lines.Err()
}

// strike lets the fault happen.
func (e *engine) strike(ctx context.Context, documents *awayEngine, flush func() error) {
	if e.told.Fault == full {
		e.fill(ctx, documents.Engine) // before it is said: it takes a moment
	}
	if e.told.Fault != apiKilled && e.told.Fault != workerKilled {
		e.say(said{Struck: time.Now().UnixNano()})
	}
	switch e.told.Fault {
	case apiKilled, workerKilled:
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	case emptied:
		if err := flush(); err != nil {
			fmt.Fprintln(os.Stderr, "flush:", err)
		}
	case away:
		documents.until.Store(time.Now().Add(awayFor).UnixNano())
	}
}

// fill leaves no room on the disk of the documents for a while, nor in the files the
// store has already.
func (e *engine) fill(ctx context.Context, documents docstore.Engine) {
	ballast := filepath.Join(e.told.Folder, "ballast")
	f, err := os.Create(ballast)
	for piece := make([]byte, 4096); err == nil; {
		_, err = f.Write(piece)
	}
	_ = f.Close()
	n := 0
	for _, size := range []int{64 << 10, 8 << 10, 1 << 10, 16} {
		for err = nil; err == nil && n < 4000; n++ {
			body := fmt.Appendf(nil, "%q", strings.Repeat("x", size))
			_, err = documents.Insert(ctx, "ballast", []docstore.Doc{{ID: fmt.Sprint(n), Schema: 1, Body: body}})
		}
	}
	time.AfterFunc(awayFor, func() { _ = os.Remove(ballast) })
}

// Forgetting, Forgotten and Gave note for the history.
func (e *engine) Forgetting(pool ticketing.PoolID, call int64) {
	e.say(said{Begun: &Op{Pool: pool, Call: call}})
}

func (e *engine) Forgotten(pool ticketing.PoolID, call, ret int64) {
	e.say(said{Anew: &Op{Pool: pool, Call: call, Return: ret}})
}

func (e *engine) Gave(id ticketing.ClaimID, call, ret int64, ok bool) {
	e.say(said{Gave: &gave{id, call, ret, ok}})
}

var _ docstore.Engine = (*awayEngine)(nil)
