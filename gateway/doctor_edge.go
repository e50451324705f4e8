package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// How far a clock may be off, and how long before its end a certificate is worth
// a word.
const (
	smallSkew   = 500 * time.Millisecond
	largeSkew   = 5 * time.Second // booking would open visibly early or late
	certificate = 14 * 24 * time.Hour
)

// clock compares ours with that of Redis, and with the newest thing we wrote.
func (d *doctor) clock(ctx context.Context) finding {
	const name, todo = "clock", "let this machine and that of Redis keep the time by NTP (timedatectl set-ntp true)"
	if ahead := d.newest.Sub(d.now()); ahead > largeSkew {
		return finding{name, bad, fmt.Sprintf("it is %s behind the newest file in the data folder: it has gone back", ahead.Round(time.Second)), todo}
	}
	if d.redis == nil {
		return finding{name, warn, "there is no Redis to compare it with", "mend Redis and ask again"}
	}
	before := d.now()
	theirs, err := d.redis.client.Time(ctx).Result()
	if err != nil {
		return finding{name, warn, "Redis does not tell the time: " + err.Error(), "allow the command TIME"}
	}
	after := d.now()
	// What the answer's way took is no skew.
	skew := max(before.Sub(theirs), theirs.Sub(after), 0)
	what := fmt.Sprintf("%s, within %s of the clock of Redis", after.Format(time.RFC3339), max(skew, after.Sub(before)).Round(time.Millisecond))
	switch {
	case skew > largeSkew:
		return finding{name, bad, fmt.Sprintf("%s off the clock of Redis", skew.Round(time.Second)), todo}
	case skew > smallSkew:
		return finding{name, warn, what, todo}
	}
	return finding{name, good, what, ""}
}

// newestWrite is when the documents in the data folder were last written.
func newestWrite(data string) time.Time {
	var newest time.Time
	for _, name := range []string{documentsName, documentsName + "-wal"} {
		if i, err := os.Stat(filepath.Join(data, name)); err == nil && i.ModTime().After(newest) {
			newest = i.ModTime()
		}
	}
	return newest
}

// address finds out whether the service could listen, or does.
func (d *doctor) address(ctx context.Context) finding {
	const name = "address"
	l, err := net.Listen("tcp", d.config.Listen)
	if err == nil {
		_ = l.Close() // nobody knew of it
		return finding{name, good, d.config.Listen + " is free", ""}
	}
	if errors.Is(err, syscall.EADDRINUSE) && d.served(ctx) {
		return finding{name, good, d.config.Listen + " is served by a wanjia", ""}
	}
	return finding{name, bad, listenError(d.config.Listen, err).Error(), ""}
}

// served asks whoever listens on our address for its name.
func (d *doctor) served(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	scheme := "http"
	if d.config.TLS.Cert != "" {
		scheme = "https"
	}
	host, port, err := net.SplitHostPort(d.config.Listen)
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	if err != nil {
		return false
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, scheme+"://"+net.JoinHostPort(host, port)+"/v1/about", nil)
	if err != nil {
		return false
	}
	client := http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		// Only its name is asked for, and the certificate has a line of its own.
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}}
	answer, err := client.Do(r)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	var about struct{ Name string }
	err = json.NewDecoder(io.LimitReader(answer.Body, 4096)).Decode(&about)
	return err == nil && about.Name == "万家"
}

// certificate looks at what browsers will look at.
func (d *doctor) certificate() finding {
	const name = "certificate"
	t := d.config.TLS
	if t.Cert == "" {
		host, _, err := net.SplitHostPort(d.config.Listen)
		if ip := net.ParseIP(host); err == nil && (host == "localhost" || ip != nil && ip.IsLoopback()) {
			return finding{name, good, "none is needed on a loopback address", ""}
		}
		return finding{name, warn, "none: codes and sessions cross the network in the clear", "put a proxy that speaks TLS in front, or set WANJIA_TLS_CERT and WANJIA_TLS_KEY"}
	}
	pair, err := tls.LoadX509KeyPair(t.Cert, t.Key)
	if err != nil {
		return finding{name, bad, certificateError(t, err).Error(), ""}
	}
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		return finding{name, bad, plain(err), "get a new one"}
	}
	what := "good until " + leaf.NotAfter.Format(time.DateOnly)
	switch left := leaf.NotAfter.Sub(d.now()); {
	case left <= 0:
		return finding{name, bad, "expired on " + leaf.NotAfter.Format(time.DateOnly), "renew it; a running service reads the new files by itself"}
	case d.now().Before(leaf.NotBefore):
		return finding{name, bad, "not good before " + leaf.NotBefore.Format(time.RFC3339), "look at the clock, or wait"}
	case left < certificate:
		return finding{name, warn, what, "renew it; a running service reads the new files by itself"}
	}
	return finding{name, good, what, ""}
}
