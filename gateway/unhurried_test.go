package main

import (
	"net"
	"slices"
	"strings"
	"testing"
	"time"
)

// told is a connection that notes the deadlines it is told and has always what is
// asked for.
type told struct {
	net.Conn
	read, write []time.Time
}

func (c *told) SetReadDeadline(t time.Time) error  { c.read = append(c.read, t); return nil }
func (c *told) SetWriteDeadline(t time.Time) error { c.write = append(c.write, t); return nil }
func (c *told) Read(b []byte) (int, error)         { return len(b), nil }
func (c *told) Write(b []byte) (int, error)        { return len(b), nil }

// TestUnhurried: a connection is told its deadlines when it may have to wait, once for
// those that are nearly the same, and never a later one than was asked for.
func TestUnhurried(t *testing.T) {
	t.Parallel()
	inner := &told{}
	c := &unhurriedConn{Conn: inner}
	now := time.Now()
	ask := func(read, write time.Duration) {
		t.Helper()
		if err := c.SetReadDeadline(now.Add(read)); err != nil {
			t.Fatal(err)
		}
		if err := c.SetWriteDeadline(now.Add(write)); err != nil {
			t.Fatal(err)
		}
	}
	use := func() {
		t.Helper()
		if _, err := c.Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		if _, err := c.ReadFrom(strings.NewReader("a")); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Write([]byte("a")); err != nil {
			t.Fatal(err)
		}
	}
	want := func(step string, read, write []time.Duration) {
		t.Helper()
		since := func(all []time.Time) (out []time.Duration) {
			for _, at := range all {
				out = append(out, at.Sub(now).Round(time.Millisecond))
			}
			return out
		}
		if r, w := since(inner.read), since(inner.write); !slices.Equal(r, read) || !slices.Equal(w, write) {
			t.Fatalf("%s: told %v to read and %v to write, want %v and %v", step, r, w, read, write)
		}
	}
	use()
	want("nothing asked for", nil, nil)
	ask(75*time.Second, 30*time.Second)
	ask(15*time.Second, 30*time.Second)
	want("nothing used", nil, nil)
	use()
	want("used", []time.Duration{15 * time.Second}, []time.Duration{30 * time.Second})
	ask(15*time.Second+deadlineSlack/2, 30*time.Second+deadlineSlack/2)
	use()
	want("nearly the same", []time.Duration{15 * time.Second}, []time.Duration{30 * time.Second})
	ask(14*time.Second, 29*time.Second)
	use()
	want("earlier", []time.Duration{15 * time.Second, 14 * time.Second}, []time.Duration{30 * time.Second, 29 * time.Second})
	ask(75*time.Second, 60*time.Second)
	use()
	want("later", []time.Duration{15 * time.Second, 14 * time.Second, 75 * time.Second},
		[]time.Duration{30 * time.Second, 29 * time.Second, 60 * time.Second})
	inner.read, inner.write = nil, nil
	if err := c.SetDeadline(now); err != nil {
		t.Fatal(err)
	}
	want("at once", []time.Duration{0}, []time.Duration{0})
	if err := c.SetDeadline(time.Time{}); err != nil || len(inner.read) != 2 || !inner.read[1].IsZero() {
		t.Fatalf("never: told %v, %v", inner.read, err)
	}
	use()
	if len(inner.read) != 2 || len(inner.write) != 2 {
		t.Errorf("never: told %v and %v", inner.read, inner.write)
	}
}

// TestUnhurriedWakes: who waits already is woken by a deadline that has come.
func TestUnhurriedWakes(t *testing.T) {
	t.Parallel()
	near, far := net.Pipe()
	defer far.Close()
	c := &unhurriedConn{Conn: near}
	if err := c.SetReadDeadline(time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := c.Read(make([]byte, 1))
		done <- err
	}()
	for { // whether it has begun to wait or not
		if err := c.SetReadDeadline(time.Now()); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-done:
			if err == nil {
				t.Error("it read what was never sent")
			}
			return
		case <-time.After(time.Millisecond):
		}
	}
}
