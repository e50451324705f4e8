package loadtest

import (
	"container/heap"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"syscall"
	"time"
)

// loop is a job under way: one goroutine, one epoll, no more between a request and
// its answer than the system's own calls. A client that cost more than the server it
// measures would measure itself.
type loop struct {
	job    *Job
	ctx    context.Context
	result Result

	epoll int
	conns []conn
	free  []int   // connections with nothing to do
	queue []task  // requests that are due and have no connection yet
	later futures // requests that are due at a time to come
	next  int     // of the first requests
	begun int
	open  int // requests that wait for their answer

	start       time.Time
	from, until time.Duration // what is counted, since start
	counting    bool
	before      time.Duration // of the processor's time, when counting began
	buffer      [64 << 10]byte
}

// task is one request to be sent.
type task struct {
	request int
	due     time.Duration // since the start
}

type conn struct {
	fd   int
	busy bool
	task task
	in   []byte // the beginning of an answer that has not come whole
	out  []byte // the end of a request that would not go whole
}

// Run does the job. Its error is about the job or the connections; what the server
// answered is in the result.
func Run(ctx context.Context, job *Job) (*Result, error) {
	if job.First == 0 {
		job.First = len(job.Requests)
	}
	if job.First == 0 || job.Connections == 0 {
		return nil, errors.New("a load needs requests and connections")
	}
	l := &loop{job: job, ctx: ctx, result: Result{Kinds: map[string]*Figures{}}}
	defer l.close()
	if err := l.dial(); err != nil {
		return nil, err
	}
	l.start = time.Now()
	l.from, l.until = job.Warm, job.Warm+job.For
	if err := l.run(); err != nil {
		return nil, err
	}
	l.stopCounting(min(l.now(), l.until))
	l.result.Ran, l.result.Lost = l.begun, l.result.Lost+l.open
	for _, f := range l.result.Kinds {
		f.finish()
	}
	return &l.result, nil
}

func (l *loop) now() time.Duration { return time.Since(l.start) }

// closed says whether each answer brings the next request.
func (l *loop) closed() bool { return l.job.Rate == 0 && l.job.At == nil }

func (l *loop) run() error {
	linger := l.job.Linger
	if linger == 0 {
		linger = 10 * time.Second
	}
	if l.closed() {
		for i := range l.conns {
			l.fill(i, l.now())
		}
	}
	events := make([]syscall.EpollEvent, 512)
	for {
		now := l.now()
		l.count(now)
		if l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		l.release(now)
		if l.done(now) || now > l.until+linger {
			return nil
		}
		n, err := syscall.EpollWait(l.epoll, events, l.patience(now))
		if err != nil && !errors.Is(err, syscall.EINTR) {
			return fmt.Errorf("wait for answers: %w", err)
		}
		for _, e := range events[:max(0, n)] {
			if err := l.ready(int(e.Fd), e.Events); err != nil {
				return err
			}
		}
	}
}

// done says whether nothing is under way or to come.
func (l *loop) done(now time.Duration) bool {
	if l.open > 0 || len(l.queue) > 0 || len(l.later) > 0 {
		return false
	}
	return now >= l.until || l.spent()
}

// spent says whether no first request is left.
func (l *loop) spent() bool {
	if l.job.At != nil && l.next >= len(l.job.At) {
		return true
	}
	return !l.job.Repeat && l.next >= l.job.First
}

// patience is how many milliseconds may pass until something is due.
func (l *loop) patience(now time.Duration) int {
	wait := 50 * time.Millisecond
	if len(l.later) > 0 {
		wait = min(wait, l.later[0].due-now)
	}
	if !l.closed() && !l.spent() {
		wait = min(wait, l.dueAt(l.next)-now)
	}
	return int(max(0, math.Ceil(float64(wait)/float64(time.Millisecond))))
}

// dueAt is when a first request of an open loop is due.
func (l *loop) dueAt(i int) time.Duration {
	if l.job.At != nil {
		return l.job.At[i]
	}
	return time.Duration(float64(i) / l.job.Rate * float64(time.Second))
}

// release sends what is due, or lets it wait for a connection: the time that takes
// counts.
func (l *loop) release(now time.Duration) {
	for len(l.later) > 0 && l.later[0].due <= now {
		l.queue = append(l.queue, heap.Pop(&l.later).(task))
	}
	if !l.closed() {
		for !l.spent() && l.dueAt(l.next) <= now && l.dueAt(l.next) < l.until {
			l.queue = append(l.queue, task{l.next % l.job.First, l.dueAt(l.next)})
			l.next++
		}
		if now >= l.until {
			l.next = math.MaxInt32 // what was not due in time is not sent
		}
	}
	for len(l.queue) > 0 && len(l.free) > 0 {
		i := l.free[0] // the one that has rested longest: all of them take part
		l.free = l.free[1:]
		t := l.queue[0]
		l.queue = l.queue[1:]
		l.send(i, t)
	}
}

// fill gives a connection that has been answered its next request, if there is one.
func (l *loop) fill(i int, now time.Duration) {
	switch {
	case len(l.queue) > 0:
		t := l.queue[0]
		l.queue = l.queue[1:]
		l.send(i, t)
	case l.closed() && now < l.until && !l.spent():
		t := task{l.next % l.job.First, now}
		l.next++
		l.send(i, t)
	default:
		if l.closed() && now < l.until {
			l.result.Spent = true
		}
		l.free = append(l.free, i)
	}
}

// count begins and ends what is counted.
func (l *loop) count(now time.Duration) {
	switch {
	case !l.counting && now >= l.from && now < l.until && l.result.Seconds == 0:
		l.counting, l.from, l.before = true, now, cpuTime()
	case l.counting && now >= l.until:
		l.stopCounting(now)
	}
}

func (l *loop) stopCounting(now time.Duration) {
	if l.counting {
		l.counting = false
		l.result.Seconds = (now - l.from).Seconds()
		l.result.CPU = (cpuTime() - l.before).Seconds() / l.result.Seconds
	}
}

// got notes an answer and starts what follows on it.
func (l *loop) got(i int, status int, whole, body []byte) {
	c := &l.conns[i]
	t, r := c.task, &l.job.Requests[c.task.request]
	c.busy = false
	l.open--
	now := l.now()
	f := l.result.figures(r.Kind)
	f.Statuses[status]++
	if l.counting {
		l.result.Answered++
	}
	if t.due >= l.from && t.due < l.until {
		f.took = append(f.took, now-t.due)
	}
	if r.Keep && status == 201 {
		l.keep(body)
	}
	followed := status < 300 || status == 304
	for _, then := range r.Then {
		if then.Status == status {
			followed = true
			heap.Push(&l.later, task{then.Request, now + then.After})
		}
	}
	if !followed && l.result.Odd == "" {
		l.result.Odd = string(whole)
	}
	l.fill(i, now)
}

// keep notes a promised claim. What cannot be read counts as a promise nobody kept.
func (l *loop) keep(body []byte) {
	var a Ack
	if err := json.Unmarshal(body, &a); err != nil {
		a.ID = "unreadable: " + string(body)
	}
	l.result.Acks = append(l.result.Acks, a)
}

func (l *loop) send(i int, t task) {
	c := &l.conns[i]
	c.task, c.busy = t, true
	l.begun++
	l.open++
	l.write(i, l.job.Requests[t.request].Bytes)
}

// ready reads and writes what a connection is ready for.
func (l *loop) ready(i int, events uint32) error {
	c := &l.conns[i]
	if events&syscall.EPOLLOUT != 0 && len(c.out) > 0 {
		l.write(i, c.out)
	}
	if events&^syscall.EPOLLOUT == 0 {
		return nil
	}
	n, err := syscall.Read(c.fd, l.buffer[:])
	switch {
	case errors.Is(err, syscall.EAGAIN), errors.Is(err, syscall.EINTR):
		return nil
	case err != nil || n == 0:
		return l.broken(i, cmpErr(err))
	}
	b := l.buffer[:n]
	if len(c.in) > 0 {
		c.in = append(c.in, b...)
		b = c.in
	}
	status, size, body, err := answer(b)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %.200q", err, b)
	case size == 0:
		if len(c.in) == 0 {
			c.in = append(c.in, b...)
		}
		return nil
	case !c.busy || size < len(b):
		return fmt.Errorf("%w: more than was asked for: %.200q", errAnswer, b)
	}
	c.in = nil
	l.got(i, status, b, body)
	return nil
}

func cmpErr(err error) error {
	if err == nil {
		return io.EOF
	}
	return err
}

// cpuTime is the processor time this process has used.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // a number of our own process
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// futures is a heap of tasks by when they are due.
type futures []task

func (f futures) Len() int           { return len(f) }
func (f futures) Less(i, j int) bool { return f[i].due < f[j].due }
func (f futures) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }

// Push implements [heap.Interface].
func (f *futures) Push(x any) { *f = append(*f, x.(task)) }

// Pop implements [heap.Interface].
func (f *futures) Pop() any {
	last := (*f)[len(*f)-1]
	*f = (*f)[:len(*f)-1]
	return last
}
