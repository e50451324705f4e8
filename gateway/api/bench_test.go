package api

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

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

// BenchmarkEdge asks over real connections on loopback by the same raw client: Fiber's hello, the plain availability body, and typed routes. The client
// shares the processors with the server. "x-hello" is the time of a request over
// that of the hello just before.
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
	hello := fiber.New(fiber.Config{DisableStartupMessage: true})
	hello.Get("/", func(c *fiber.Ctx) error { return c.SendString("hello") })
	helloAddr, addr := listen(b, hello), listen(b, h.app)

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

// askAtOnce asks over 16 connections for each processor and returns the
// nanoseconds each request took of the whole.
func askAtOnce(b *testing.B, addr, path string) float64 {
	b.SetParallelism(16)
	b.RunParallel(func(pb *testing.PB) {
		c, err := dialRaw(addr, path)
		if err != nil {
			b.Error(err)
			return
		}
		defer c.conn.Close()
		for pb.Next() {
			if err := c.ask(); err != nil {
				b.Error(err)
				return
			}
		}
	})
	each := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
	b.ReportMetric(1e9/each, "requests/s")
	return each
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
