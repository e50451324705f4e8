package main

import (
	"crypto/tls"
	"os"
	"sync"
	"time"

	"wanjia/gateway/config"
)

// rereading is a certificate whose files are read anew when they change: a renewal
// needs no restart, and a renewal that went wrong leaves the one before in use.
type rereading struct {
	files config.TLS

	mu     sync.Mutex
	pair   *tls.Certificate
	read   time.Time // when the files were looked at last
	change [2]time.Time
}

// rereadEvery is how often the files are looked at, at most.
const rereadEvery = time.Second

// newRereading reads the files, or says why not.
func newRereading(files config.TLS) (*rereading, error) {
	r := &rereading{files: files}
	if _, err := r.certificate(nil); err != nil {
		return nil, certificateError(files, err)
	}
	return r, nil
}

// certificate implements tls.Config.GetCertificate.
func (r *rereading) certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	if r.pair != nil && now.Sub(r.read) < rereadEvery {
		return r.pair, nil
	}
	r.read = now
	change, err := r.changed()
	if err == nil && r.pair != nil && change == r.change {
		return r.pair, nil
	}
	var pair tls.Certificate
	if err == nil {
		pair, err = tls.LoadX509KeyPair(r.files.Cert, r.files.Key)
	}
	if err != nil {
		// Between the two files of a renewal they do not fit; the next look is soon.
		if r.pair == nil {
			return nil, err
		}
		return r.pair, nil
	}
	r.pair, r.change = &pair, change
	return r.pair, nil
}

// changed is when each of the files was written.
func (r *rereading) changed() (at [2]time.Time, err error) {
	for i, name := range []string{r.files.Cert, r.files.Key} {
		info, err := os.Stat(name)
		if err != nil {
			return at, err
		}
		at[i] = info.ModTime()
	}
	return at, nil
}
