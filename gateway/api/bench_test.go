package api

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"wanjia/events"
)

// shelf is a catalogue that costs nothing, so that what is measured is the edge.
type shelf []events.Event

func (s shelf) Event(context.Context, events.ID) (events.Event, error) { return s[0], nil }
func (s shelf) Events(context.Context, time.Time, events.PageQuery) ([]events.Event, string, error) {
	return s, "", nil
}
func (shelf) Session(context.Context, events.SessionID) (events.Session, error) {
	return events.Session{}, events.ErrNoSession
}
func (shelf) Sessions(context.Context, events.ID) ([]events.Session, error) { return nil, nil }

// BenchmarkEdge asks over real connections on loopback by the same raw client, in
// a process of its own: Fiber's hello, the plain availability body, and typed
// routes. "x-hello" is the time of a request over that of the hello just before.
func BenchmarkEdge(b *testing.B) {
	h := newHouse(b, wide)
	list := shelf{}
	for i := range 3 {
		list = append(list, events.Event{
			ID: events.ID(fmt.Sprint("event-", i)), Kind: events.Banquet, Title: events.Text{ZH: "万家宴", EN: "Banquet"},
			Starts: time.Now(), Ends: time.Now().Add(time.Hour),
		})
	}
	h.Events.Catalogue = list
	helloAddr, addr := listen(b, helloApp()), listen(b, h.app)

	for _, route := range []struct{ name, path string }{
		{"availability", "/v1/sessions/" + string(h.pool.Session) + "/availability"},
		{"typed-small", "/v1/about"},
		{"typed-list", "/v1/events"},
	} {
		// The hello is measured anew beside each route: what else the machine
		// does changes from one moment to the next.
		var hello float64
		b.Run(route.name+"/hello", func(b *testing.B) { hello = askAtOnce(b, helloAddr, "/") })
		b.Run(route.name+"/route", func(b *testing.B) {
			each := askAtOnce(b, addr, route.path)
			if hello > 0 {
				b.ReportMetric(each/hello, "x-hello")
			}
		})
	}
}

// connections of the client: enough to keep the server busy.
const connections = 32

// askAtOnce asks b.N times over [connections] from a process of its own and
// returns the nanoseconds each request took of the whole. "client-cpu" is the
// processors the client kept busy meanwhile: where it nears what the server
// leaves free, the client is what was measured.
func askAtOnce(b *testing.B, addr, path string) float64 {
	b.Helper()
	client := exec.CommandContext(b.Context(), os.Args[0])
	client.Env = append(os.Environ(), clientEnv+"="+strings.Join([]string{addr, path, strconv.Itoa(b.N)}, " "))
	client.Stderr = os.Stderr
	out, err := client.Output()
	if err != nil {
		b.Fatalf("the client: %v", err)
	}
	var took, cpu time.Duration // printed as plain nanoseconds
	if _, err := fmt.Sscan(string(out), &took, &cpu); err != nil {
		b.Fatalf("the client said %q: %v", out, err)
	}
	each := float64(took.Nanoseconds()) / float64(b.N)
	b.ReportMetric(each, "ns/op") // without the start of the client
	b.ReportMetric(1e9/each, "requests/s")
	b.ReportMetric(cpu.Seconds()/took.Seconds(), "client-cpu")
	return each
}

// clientEnv makes this test binary a client: "address path requests".
const clientEnv = "WANJIA_TEST_CLIENT"

func TestMain(m *testing.M) {
	if job := os.Getenv(clientEnv); job != "" {
		if err := runClient(job); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// runClient asks as often as it is told and prints how long that took and how
// much processor time it cost the client, in nanoseconds.
func runClient(job string) error {
	var addr, path string
	var n int64
	if _, err := fmt.Sscan(job, &addr, &path, &n); err != nil {
		return fmt.Errorf("read %q: %w", job, err)
	}
	var clients [connections]*raw
	for i := range clients {
		c, err := dialRaw(addr, path)
		if err != nil {
			return err
		}
		defer c.conn.Close()
		clients[i] = c
	}
	var left atomic.Int64
	left.Store(n)
	var all sync.WaitGroup
	var errs [connections]error
	before, start := cpuTime(), time.Now()
	for i, c := range clients {
		all.Go(func() {
			for left.Add(-1) >= 0 && errs[i] == nil {
				errs[i] = c.ask()
			}
		})
	}
	all.Wait()
	fmt.Println(time.Since(start).Nanoseconds(), (cpuTime() - before).Nanoseconds())
	return errors.Join(errs[:]...)
}

// cpuTime is the processor time this process has used.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // a number of our own process
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// raw is a client that does as little as can be done.
type raw struct {
	conn    net.Conn
	r       *bufio.Reader
	request []byte
}

func dialRaw(addr, path string) (*raw, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &raw{conn, bufio.NewReader(conn), []byte("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")}, nil
}

// ask sends the request and reads the answer, which must be a 200 with a length.
func (c *raw) ask() error {
	if _, err := c.conn.Write(c.request); err != nil {
		return err
	}
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(line, []byte("HTTP/1.1 200 ")) {
		return fmt.Errorf("answered %q", line)
	}
	length := -1
	for {
		if line, err = c.r.ReadSlice('\n'); err != nil {
			return err
		}
		if len(line) == 2 {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
	}
	if length < 0 {
		return io.ErrUnexpectedEOF
	}
	_, err = c.r.Discard(length)
	return err
}
