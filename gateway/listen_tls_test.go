package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"wanjia/gateway/config"
)

// writeCertificate makes a certificate of a name and writes it with its key.
func writeCertificate(t *testing.T, files config.TLS, name string, written time.Time) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	like := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	leaf, err := x509.CreateCertificate(rand.Reader, like, like, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{files.Cert: {Type: "CERTIFICATE", Bytes: leaf}, files.Key: {Type: "EC PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, written, written); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCertificateIsReadAnew: a renewed certificate is used without a restart, and files
// that do not fit leave the one before in use.
func TestCertificateIsReadAnew(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	files := config.TLS{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}
	if _, err := newRereading(files); err == nil {
		t.Fatal("a certificate was read that is not there")
	}
	now := time.Now()
	writeCertificate(t, files, "gate-1.example", now)
	r, err := newRereading(files)
	if err != nil {
		t.Fatal(err)
	}
	name := func() string {
		t.Helper()
		r.mu.Lock()
		r.read = time.Time{} // it is time to look again
		r.mu.Unlock()
		pair, err := r.certificate(nil)
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := x509.ParseCertificate(pair.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		return leaf.Subject.CommonName
	}
	if got := name(); got != "gate-1.example" {
		t.Errorf("it is %s", got)
	}
	writeCertificate(t, files, "gate-2.example", now.Add(time.Minute))
	if got := name(); got != "gate-2.example" {
		t.Errorf("after a renewal it is %s", got)
	}
	if err := os.WriteFile(files.Cert, []byte("half a certif"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := name(); got != "gate-2.example" {
		t.Errorf("after a renewal that went wrong it is %s", got)
	}
	writeCertificate(t, files, "gate-3.example", now.Add(2*time.Minute))
	if got := name(); got != "gate-3.example" {
		t.Errorf("after the next it is %s", got)
	}
}
