package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"

	"wanjia/gateway/config"
)

// listen opens the listener. The errors say what to do.
func listen(c *config.Config) (net.Listener, error) {
	var pair *rereading
	if c.TLS.Cert != "" {
		var err error
		if pair, err = newRereading(c.TLS); err != nil {
			return nil, err
		}
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, listenError(c.Listen, err)
	}
	l = unhurried{l}
	if c.TLS.Cert == "" {
		return l, nil
	}
	return tls.NewListener(l, &tls.Config{
		GetCertificate: pair.certificate, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
	}), nil
}

func listenError(address string, err error) error {
	const other = "set WANJIA_LISTEN to another address, such as 127.0.0.1:0 for a free port"
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%s is in use by another program: stop that one, or %s", address, other)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("this user may not listen on %s: ports below 1024 need more rights; %s", address, other)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Errorf("%s is not an address of this machine: %s", address, other)
	}
	return fmt.Errorf("listen on %s: %w; %s", address, err, other)
}

func certificateError(t config.TLS, err error) error {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		return fmt.Errorf("the certificate cannot be read: %w; check WANJIA_TLS_CERT and WANJIA_TLS_KEY", p)
	}
	return fmt.Errorf("%s and %s are not a certificate with its key in PEM form: %s",
		t.Cert, t.Key, strings.TrimPrefix(err.Error(), "tls: "))
}

// address is what to type to reach l from this machine.
func address(l net.Listener, secure bool) string {
	scheme := "http://"
	if secure {
		scheme = "https://"
	}
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return scheme + l.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return scheme + net.JoinHostPort(host, port)
}

// loopback says whether only this machine reaches l.
func loopback(l net.Listener) bool {
	a, ok := l.Addr().(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}
