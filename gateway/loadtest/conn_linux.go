package loadtest

import (
	"errors"
	"fmt"
	"net/netip"
	"syscall"
)

// dial opens every connection before the first request.
func (l *loop) dial() error {
	var err error
	if l.epoll, err = syscall.EpollCreate1(syscall.EPOLL_CLOEXEC); err != nil {
		return fmt.Errorf("make an epoll: %w", err)
	}
	l.conns = make([]conn, l.job.Connections)
	for i := range l.conns {
		l.conns[i].fd = -1
	}
	for i := range l.conns {
		if err := l.connect(i); err != nil {
			return fmt.Errorf("connection %d of %d to %s: %w", i+1, len(l.conns), l.job.Addr, err)
		}
		if !l.closed() {
			l.free = append(l.free, i)
		}
	}
	return nil
}

func (l *loop) connect(i int) error {
	to, err := netip.ParseAddrPort(l.job.Addr)
	if err != nil {
		return err
	}
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	l.conns[i] = conn{fd: fd}
	if l.job.Sources > 1 {
		n := i % l.job.Sources
		from := &syscall.SockaddrInet4{Addr: [4]byte{127, 0, byte(n / 250), byte(n%250 + 1)}}
		if err := syscall.Bind(fd, from); err != nil {
			return err
		}
	}
	if err := syscall.Connect(fd, &syscall.SockaddrInet4{Port: int(to.Port()), Addr: to.Addr().As4()}); err != nil {
		return err
	}
	if err := syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1); err != nil {
		return err
	}
	if err := syscall.SetNonblock(fd, true); err != nil {
		return err
	}
	return l.watch(syscall.EPOLL_CTL_ADD, i, syscall.EPOLLIN)
}

// watch names the connection by its number, not by its descriptor.
func (l *loop) watch(op, i int, events uint32) error {
	return syscall.EpollCtl(l.epoll, op, l.conns[i].fd, &syscall.EpollEvent{Events: events, Fd: int32(i)})
}

// write sends what goes now and leaves the rest for when the connection takes more.
// One that is broken is noticed when it is read.
func (l *loop) write(i int, b []byte) {
	c := &l.conns[i]
	waited := len(c.out) > 0
	n, err := syscall.Write(c.fd, b)
	if err != nil && !errors.Is(err, syscall.EAGAIN) {
		n = len(b)
	}
	c.out = b[max(0, n):]
	if rest := len(c.out) > 0; rest != waited {
		events := uint32(syscall.EPOLLIN)
		if rest {
			events |= syscall.EPOLLOUT
		}
		_ = l.watch(syscall.EPOLL_CTL_MOD, i, events) // it was watched before
	}
}

// broken connects anew. The request under way stays without an answer.
func (l *loop) broken(i int, why error) error {
	c := &l.conns[i]
	if c.busy {
		l.open--
		l.result.Lost++
	}
	_ = syscall.Close(c.fd) // it is gone already
	if err := l.connect(i); err != nil {
		return fmt.Errorf("the connection broke (%w) and there is no other: %w", why, err)
	}
	l.fill(i, l.now())
	return nil
}

func (l *loop) close() {
	for _, c := range l.conns {
		if c.fd >= 0 {
			_ = syscall.Close(c.fd) // nothing is under way any more
		}
	}
	_ = syscall.Close(l.epoll) // as above
}
