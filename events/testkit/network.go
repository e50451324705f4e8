package testkit

import (
	"bytes"
	"io"
	"net"
	"sync"
	"testing"
)

// StallingServer listens on loopback, accepts every connection and never says a
// word: the most treacherous way to be away. It returns host:port.
func StallingServer(t testing.TB) string {
	t.Helper()
	l := listen(t)
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				_, _ = io.Copy(io.Discard, conn) // until the other side hangs up
				_ = conn.Close()
			})
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		wg.Wait()
	})
	return l.Addr().String()
}

func listen(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Proxy stands between a client and a server and breaks the line on command.
// It is safe for concurrent use.
type Proxy struct {
	network, target string
	listener        net.Listener
	wg              sync.WaitGroup

	mu     sync.Mutex
	cond   *sync.Cond // signals a change of state
	state  line
	closed bool
	conns  map[net.Conn]bool
	held   []byte // what has been held back since the last Pause
}

type line uint8

const (
	healed line = iota
	paused      // connections stay, nothing passes
	cut         // connections are reset, new ones too
)

// NewProxy starts a proxy on loopback for a server at target, which network says
// how to reach: "tcp" or "unix".
func NewProxy(t testing.TB, network, target string) *Proxy {
	t.Helper()
	p := &Proxy{network: network, target: target, listener: listen(t), conns: map[net.Conn]bool{}}
	p.cond = sync.NewCond(&p.mu)
	p.wg.Go(p.accept)
	t.Cleanup(p.close)
	return p
}

// Addr is where clients connect, host:port.
func (p *Proxy) Addr() string { return p.listener.Addr().String() }

// Cut resets all connections, and every new one as soon as it is made, until
// Heal.
func (p *Proxy) Cut() { p.set(cut) }

// Pause lets nothing through either way until Heal; connections stay open and
// new ones are accepted, as on a line that has gone dead without telling.
func (p *Proxy) Pause() { p.set(paused) }

// Holds says whether what Pause holds back has the text in it.
func (p *Proxy) Holds(text string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return bytes.Contains(p.held, []byte(text))
}

// Heal mends the line. What was held back by Pause arrives now.
func (p *Proxy) Heal() { p.set(healed) }

func (p *Proxy) set(s line) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state, p.held = s, nil
	if s == cut {
		p.dropAll()
	}
	p.cond.Broadcast()
}

// dropAll closes every connection; p.mu is held.
func (p *Proxy) dropAll() {
	for c := range p.conns {
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // a reset, not a goodbye
		}
		_ = c.Close()
	}
	clear(p.conns)
}

func (p *Proxy) close() {
	_ = p.listener.Close()
	p.mu.Lock()
	p.closed = true
	p.dropAll()
	p.cond.Broadcast()
	p.mu.Unlock()
	p.wg.Wait()
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		if !p.keep(client) {
			continue
		}
		server, err := net.Dial(p.network, p.target)
		if err != nil {
			p.forget(client)
			continue
		}
		if !p.keep(server) {
			p.forget(client)
			continue
		}
		p.wg.Go(func() { p.pipe(server, client) })
		p.wg.Go(func() { p.pipe(client, server) })
	}
}

// keep notes a connection, unless the line is cut: then it is closed.
func (p *Proxy) keep(c net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state == cut || p.closed {
		_ = c.Close()
		return false
	}
	p.conns[c] = true
	return true
}

func (p *Proxy) forget(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, c)
	_ = c.Close()
}

// pipe carries bytes one way until either side ends.
func (p *Proxy) pipe(to, from net.Conn) {
	defer p.forget(to)
	defer p.forget(from)
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 && p.mayPass(buffer[:n]) {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// mayPass waits while the line is paused.
func (p *Proxy) mayPass(b []byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state == paused {
		p.held = append(p.held, b...)
	}
	for p.state == paused && !p.closed {
		p.cond.Wait()
	}
	return p.state == healed && !p.closed
}
