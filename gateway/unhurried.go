package main

import (
	"io"
	"net"
	"sync/atomic"
	"time"
)

// unhurried is a listener whose connections are told their deadlines only when they have
// to wait, and then to within a [deadlineSlack]. The HTTP server names three for each
// request, nearly all of them for bytes that are there already, and each costs the
// runtime's timers as much as reading the request does.
type unhurried struct{ net.Listener }

// Accept implements [net.Listener].
func (l unhurried) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &unhurriedConn{Conn: c}, nil
}

// deadlineSlack is how much earlier than asked for a connection may give up.
const deadlineSlack = time.Second

type unhurriedConn struct {
	net.Conn
	read, write deadline
}

// deadline is one that was asked for and the one the connection knows, in nanoseconds
// since 1970; 0 for none.
type deadline struct{ wanted, known atomic.Int64 }

// want notes a deadline. One that is not well in the future is told at once, to whoever
// waits already; any other is for those who begin to wait from now on.
func (d *deadline) want(t time.Time, tell func(time.Time) error) error {
	known := d.known.Load()
	later := known > 0 && t.UnixNano() >= known // so it need not be compared with the clock
	if t.IsZero() || !later && time.Until(t) < 2*deadlineSlack {
		d.wanted.Store(0)
		d.known.Store(0)
		return tell(t)
	}
	d.wanted.Store(t.UnixNano())
	return nil
}

// meet tells the connection the deadline before it may have to wait.
func (d *deadline) meet(tell func(time.Time) error) error {
	wanted := d.wanted.Load()
	if early := wanted - d.known.Load(); wanted == 0 || early >= 0 && early < int64(deadlineSlack) {
		return nil
	}
	d.known.Store(wanted)
	return tell(time.Unix(0, wanted))
}

// SetReadDeadline implements [net.Conn].
func (c *unhurriedConn) SetReadDeadline(t time.Time) error {
	return c.read.want(t, c.Conn.SetReadDeadline)
}

// SetWriteDeadline implements [net.Conn].
func (c *unhurriedConn) SetWriteDeadline(t time.Time) error {
	return c.write.want(t, c.Conn.SetWriteDeadline)
}

// SetDeadline implements [net.Conn].
func (c *unhurriedConn) SetDeadline(t time.Time) error {
	if err := c.SetReadDeadline(t); err != nil {
		return err
	}
	return c.SetWriteDeadline(t)
}

// Read implements [net.Conn].
func (c *unhurriedConn) Read(b []byte) (int, error) {
	if err := c.read.meet(c.Conn.SetReadDeadline); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

// Write implements [net.Conn].
func (c *unhurriedConn) Write(b []byte) (int, error) {
	if err := c.write.meet(c.Conn.SetWriteDeadline); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}

// ReadFrom implements [io.ReaderFrom]: a file goes to a connection without a detour.
func (c *unhurriedConn) ReadFrom(r io.Reader) (int64, error) {
	if err := c.write.meet(c.Conn.SetWriteDeadline); err != nil {
		return 0, err
	}
	return io.Copy(c.Conn, r)
}
