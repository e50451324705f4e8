package workers

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hibiken/asynq"
	"go.uber.org/goleak"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/embedded"
	"wanjia/events/fault"
	"wanjia/events/seed"
	"wanjia/events/store"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// conn opens a client of its own for each part of asynq, which closes it.
type conn struct{ url string }

func (c conn) MakeRedisClient() any {
	client, err := embedded.OpenRedis(context.Background(), c.url)
	if err != nil {
		panic(err)
	}
	return client
}

// outbox is an [events.Outbox] in memory.
type outbox struct {
	mu      sync.Mutex
	errands map[string]events.Errand
}

func (o *outbox) put(e events.Errand) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.errands == nil {
		o.errands = map[string]events.Errand{}
	}
	o.errands[e.ID] = e
}

func (o *outbox) Pending(_ context.Context, before time.Time) iter.Seq2[events.Errand, error] {
	o.mu.Lock()
	defer o.mu.Unlock()
	var due []events.Errand
	for _, e := range o.errands {
		if e.At.Before(before) {
			due = append(due, e)
		}
	}
	return func(yield func(events.Errand, error) bool) {
		for _, e := range due {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (o *outbox) Done(_ context.Context, e events.Errand) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.errands, e.ID)
	return nil
}

func (o *outbox) left() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.errands)
}

// phones answers every holder but the one who has none.
type phones struct{}

func (phones) Phone(_ context.Context, holder ticketing.HolderID) (number, language string, err error) {
	switch holder {
	case "nophone", "nobody":
		return "", "", nil
	case "english":
		return "15400000001", "en", nil
	}
	return "15400000001", "zh", nil
}

// house is a worker on fakes with one event that can be booked.
type house struct {
	*Worker
	pool     ticketing.Pool
	box      *outbox
	messages *store.Messages
	notices  *notices
}

// notices keeps who is to be told in person; of one holder nobody knows.
type notices struct {
	mu    sync.Mutex
	noted []community.Notice
}

func (n *notices) NoteToTell(_ context.Context, one community.Notice) error {
	if one.Person == "nobody" {
		return community.ErrNoPerson
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.noted = append(n.noted, one)
	return nil
}

func newHouse(t *testing.T) house {
	t.Helper()
	engine := new(docstoretest.Memory)
	catalogue := store.NewCatalogue(engine)
	d := seed.Edition(time.Now(), time.Now().Add(-time.Hour))
	if err := catalogue.Add(t.Context(), d.Events, d.Sessions); err != nil {
		t.Fatal(err)
	}
	pool := ticketingtest.Pool(10)
	pool.Event, pool.Session = d.Sessions[len(d.Sessions)-1].Event, d.Sessions[len(d.Sessions)-1].ID
	h := house{pool: pool, box: &outbox{}, messages: store.NewMessages(engine), notices: &notices{}}
	claims := ticketingtest.NewClaims()
	h.Worker = &Worker{
		Tickets: &ticketing.Service{
			Pools: ticketingtest.NewPools(pool), Claims: claims, Waits: claims, Stock: &ticketingtest.Stock{},
			Ledgers: &ticketingtest.Ledgers{}, Capacities: &ticketingtest.Capacities{Sessions: map[events.SessionID]int{pool.Session: 20}},
			Queue: &ticketingtest.Queue{}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
		},
		Events:   &events.Service{Catalogue: catalogue, Drafts: catalogue, Now: time.Now},
		Outboxes: []events.Outbox{h.box}, Contacts: phones{}, InPerson: h.notices, Sender: h.messages,
		Log: slog.New(slog.DiscardHandler), Now: time.Now,
	}
	return h
}

func (h house) claim(t *testing.T, holder string) ticketing.Claim {
	t.Helper()
	c, err := h.Tickets.Claim(t.Context(), ticketing.Request{Pool: h.pool.ID, Holder: ticketing.HolderID(holder), Party: 2, Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (h house) sent(t *testing.T) []events.Kept {
	t.Helper()
	got, err := h.messages.To(t.Context(), "15400000001", 100)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestConfirmTwice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.claim(t, "ann")
	e := ticketing.ConfirmErrand(c)
	h.box.put(e)
	for range 2 {
		if err := h.errand(h.confirm)(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	got := h.sent(t)
	if len(got) != 1 || !strings.Contains(got[0].Text, strings.ToUpper(c.Code)) || !strings.Contains(got[0].Text, "2位") {
		t.Errorf("messages = %+v, want one with the code %s for 2", got, c.Code)
	}
	if h.box.left() != 0 {
		t.Error("the errand is still in the outbox")
	}
}

// TestConfirmWithoutPhone: whom no message reaches is noted to be told in person, also
// when a desk booked for them, which is not told instead of them.
func TestConfirmWithoutPhone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	claims := []ticketing.Claim{h.claim(t, "nophone"), h.claim(t, "nobody")}
	desk := claims[0]
	desk.ID, desk.Agent, desk.Channel = "another", "ann", ticketing.ThroughHead
	for _, c := range claims {
		if err := h.confirm(t.Context(), ticketing.ConfirmErrand(c)); err != nil {
			t.Error(err)
		}
	}
	if err := h.tell(t.Context(), ticketing.ConfirmErrand(desk), desk, "claim_confirmed", events.Text{ZH: "x"}); err != nil {
		t.Error(err)
	}
	if got := h.sent(t); len(got) != 0 {
		t.Errorf("messages = %+v, want none", got)
	}
	if n := h.notices.noted; len(n) != 2 || n[0].Person != "nophone" || n[0].ID != "claim.confirm."+string(claims[0].ID) ||
		!strings.Contains(n[0].Text, strings.ToUpper(claims[0].Code)) || n[1].Person != "nophone" {
		t.Errorf("noted = %+v, want both bookings of the one without a telephone", n)
	}
}

// TestConfirmThroughWhoBooked: whoever has no telephone is told through the one who
// booked for them.
func TestConfirmThroughWhoBooked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c, err := h.Tickets.Claim(t.Context(), ticketing.Request{Pool: h.pool.ID, Holder: "nophone", Agent: "ann", Party: 1, Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.confirm(t.Context(), ticketing.ConfirmErrand(c)); err != nil {
		t.Fatal(err)
	}
	if got := h.sent(t); len(got) != 1 || !strings.Contains(got[0].Text, "替别人订的") {
		t.Errorf("messages = %+v, want one that says it is for somebody else", got)
	}
}

func TestConfirmOfWhatWasGivenBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.claim(t, "ann")
	if _, err := h.Tickets.Release(t.Context(), "ann", c.ID); err != nil {
		t.Fatal(err)
	}
	if err := h.confirm(t.Context(), ticketing.ConfirmErrand(c)); err != nil {
		t.Fatal(err)
	}
	if got := h.sent(t); len(got) != 0 {
		t.Errorf("told of places that are gone: %+v", got)
	}
}

func TestGiveTwice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.claim(t, "ann")
	if _, err := h.Tickets.Claims.Release(t.Context(), c.Holder, c.ID, time.Now()); err != nil { // and then the process died
		t.Fatal(err)
	}
	for range 2 {
		if err := h.give(t.Context(), ticketing.GiveErrand(c)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := h.Tickets.Availability(t.Context(), h.pool.Session)
	if err != nil || got[0].Free != h.pool.Capacity {
		t.Errorf("availability = %+v, %v; want all %d free", got, err, h.pool.Capacity)
	}
	if n := len(h.sent(t)); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}

// timed is a stock whose clock stands.
type timed struct {
	ticketing.Stock
	at time.Time
}

func (s timed) Clock(context.Context) (time.Time, error) { return s.at, nil }

// TestOfferTwice: one who waited is told once of the places kept for them, and once
// when their time is up.
func TestOfferTwice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for i := range 5 {
		h.claim(t, fmt.Sprint("h", i))
	}
	wait, err := h.Tickets.Join(t.Context(), ticketing.Request{Pool: h.pool.ID, Holder: "ann", Party: 2, Key: "w"})
	if err != nil {
		t.Fatal(err)
	}
	first := ticketing.NewClaimID(h.pool.ID, "h0", "k")
	if _, err := h.Tickets.Release(t.Context(), "h0", first); err != nil {
		t.Fatal(err)
	}
	if err := h.Tickets.Serve(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := h.Tickets.Lookup(t.Context(), wait.Claim.ID)
	if err != nil || c.State != ticketing.Offered {
		t.Fatalf("ann is %+v, %v", c, err)
	}
	for range 2 {
		if err := h.offer(t.Context(), ticketing.OfferErrand(c)); err != nil {
			t.Fatal(err)
		}
	}
	if got := h.sent(t); len(got) != 1 || got[0].Template != "claim_offered" || !strings.Contains(got[0].Text, "2位") {
		t.Errorf("messages = %+v, want one offer of 2", got)
	}
	h.Tickets.Now = func() time.Time { return c.Until }
	if err := h.give(t.Context(), ticketing.GiveErrand(c)); err != nil { // too early: it stands
		t.Fatal(err)
	}
	h.Tickets.Stock = timed{h.Tickets.Stock, c.Until} // it is over when both clocks say so
	if err := h.Tickets.Serve(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := h.offer(t.Context(), ticketing.OfferErrand(c)); err != nil { // too late: nothing to announce
			t.Fatal(err)
		}
		if err := h.give(t.Context(), ticketing.GiveErrand(c)); err != nil {
			t.Fatal(err)
		}
	}
	if got := h.sent(t); len(got) != 2 || got[0].Template != "offer_expired" {
		t.Errorf("messages = %+v, want the offer and that it is over", got)
	}
}

// The queue's Redis forgets a task: the sweeper finds the errand and the worker
// does it. Enqueued twice, it is one task.
func TestWorkerFindsWhatTheQueueForgot(t *testing.T) {
	t.Parallel()
	server, err := embedded.StartRedis(t.Context(), embedded.RedisConfig{Dir: t.TempDir(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	c := conn{server.URL()}
	queue := NewQueue(c)
	monitor := NewMonitor(c, "/queues")
	h := newHouse(t)
	h.Conn, h.Queue = c, queue
	claim := h.claim(t, "ann")
	e := ticketing.ConfirmErrand(claim)
	e.At = e.At.Add(-time.Minute)
	h.box.put(e)
	for range 2 {
		if err := h.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	sizes, err := monitor.Queues(t.Context())
	if err != nil || len(sizes) != 1 || sizes[0].Pending != 1 {
		t.Errorf("queues = %+v, %v; want one task pending", sizes, err)
	}

	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.Run(ctx) }()
	for h.box.left() > 0 {
		select {
		case <-t.Context().Done():
			t.Fatal("the errand was never run")
		case <-time.After(20 * time.Millisecond):
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if n := len(h.sent(t)); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
	if err := errors.Join(queue.Close(), monitor.Close()); err != nil {
		t.Error(err)
	}
}

func TestTaskFaults(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		payload string
		err     error
		skips   bool
	}{
		"not json":      {"{", nil, true},
		"gone":          {`{}`, ticketing.ErrNoClaim, true},
		"away":          {`{}`, fault.ErrUnavailable, false},
		"our own bug":   {`{}`, errors.New("x"), false},
		"a passed time": {`{}`, context.DeadlineExceeded, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mux := asynq.NewServeMux()
			Task[events.Errand]{Name: "x"}.Handle(mux, func(context.Context, events.Errand) error { return tt.err })
			err := mux.ProcessTask(t.Context(), asynq.NewTask("x", []byte(tt.payload)))
			if err == nil || errors.Is(err, asynq.SkipRetry) != tt.skips {
				t.Errorf("error = %v, want given up %v", err, tt.skips)
			}
		})
	}
}

func TestEnqueueOfUnknownErrand(t *testing.T) {
	t.Parallel()
	if err := new(Queue).Enqueue(t.Context(), events.Errand{ID: "1", Name: "no:such"}); err == nil {
		t.Error("an errand no task is for was enqueued")
	}
}

func TestRoundGoesOnAfterAFailure(t *testing.T) {
	t.Parallel()
	w := &Worker{Log: slog.New(slog.DiscardHandler)}
	ctx, cancel := context.WithCancel(t.Context())
	var runs atomic.Int32
	w.round(ctx, "test", time.Millisecond, func(context.Context) error {
		if runs.Add(1) == 3 {
			cancel()
		}
		return fmt.Errorf("run %d", runs.Load())
	})
	if runs.Load() != 3 {
		t.Errorf("%d runs, want 3", runs.Load())
	}
}

// TestGather: errands that come while others are handed over go together, and each
// caller hears what became of its own group.
func TestGather(t *testing.T) {
	t.Parallel()
	away := errors.New("away")
	groups, answers := make(chan int), make(chan error)
	g := gather{send: func(_ context.Context, errands []events.Errand) error {
		groups <- len(errands)
		return <-answers
	}}
	var callers sync.WaitGroup
	var failed atomic.Int32
	add := func(n int) {
		for range n {
			callers.Go(func() {
				if err := g.add(t.Context(), events.Errand{}); errors.Is(err, away) {
					failed.Add(1)
				} else if err != nil {
					t.Error(err)
				}
			})
		}
	}
	waiting := func() int {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.next == nil {
			return 0
		}
		return len(g.next.errands)
	}
	add(1)
	if n := <-groups; n != 1 {
		t.Errorf("alone it goes with %d", n)
	}
	add(5)
	for waiting() < 5 {
		time.Sleep(time.Millisecond)
	}
	answers <- nil
	if n := <-groups; n != 5 {
		t.Errorf("five go as %d", n)
	}
	answers <- away
	callers.Wait()
	if failed.Load() != 5 {
		t.Errorf("%d were told that the queue is away, want the five", failed.Load())
	}
	add(1)
	<-groups
	answers <- nil
	callers.Wait()
}

// TestManyErrands: each errand of a group is done, one that fails is left in its outbox
// and holds up no other.
func TestManyErrands(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var errands []events.Errand
	for i := range 3 {
		errands = append(errands, ticketing.ConfirmErrand(h.claim(t, fmt.Sprint("h", i))))
	}
	errands = slices.Insert(errands, 1, events.Errand{ID: "lost", Name: ticketing.ErrandConfirm, Subject: "no such claim"})
	errands = slices.Insert(errands, 1, events.Errand{ID: "odd", Name: "no:such"})
	for _, e := range errands {
		h.box.put(e)
	}
	task, err := manyErrands.New(errands)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := h.mux().ProcessTask(t.Context(), task); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(h.sent(t)); n != 3 {
		t.Errorf("%d messages, want 3", n)
	}
	if h.box.left() != 2 {
		t.Errorf("%d errands are left, want the two that cannot be done", h.box.left())
	}
}

// TestEnqueueTogether: many confirmations at one moment are fewer tasks, and all of
// them are done.
func TestEnqueueTogether(t *testing.T) {
	t.Parallel()
	server, err := embedded.StartRedis(t.Context(), embedded.RedisConfig{Dir: t.TempDir(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	c := conn{server.URL()}
	queue, monitor := NewQueue(c), NewMonitor(c, "/queues")
	h := newHouse(t)
	h.Conn, h.Queue = c, queue
	claim := h.claim(t, "ann")
	const n = 200
	var callers sync.WaitGroup
	for i := range n {
		e := ticketing.ConfirmErrand(claim)
		e.ID += fmt.Sprint("-", i)
		h.box.put(e)
		callers.Go(func() {
			if err := queue.Enqueue(t.Context(), e); err != nil {
				t.Error(err)
			}
		})
	}
	callers.Wait()
	sizes, err := monitor.Queues(t.Context())
	if err != nil || len(sizes) != 1 || sizes[0].Pending < n/gatherMost || sizes[0].Pending >= n/2 {
		t.Errorf("queues = %+v, %v; want %d errands in far fewer tasks", sizes, err, n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.Run(ctx) }()
	for h.box.left() > 0 && t.Context().Err() == nil {
		time.Sleep(5 * time.Millisecond)
	}
	cancel()
	if err := errors.Join(<-done, queue.Close(), monitor.Close()); err != nil {
		t.Error(err)
	}
}
