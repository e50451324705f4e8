package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/events/testkit"
)

// refuses checks that the command ends in an error a person can act on: with all
// the words wanted, and without secrets.
func refuses(t *testing.T, args, environ []string, want ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	var out output
	err := run(ctx, args, environ, &out, &out)
	if err == nil || ctx.Err() != nil {
		t.Fatalf("%v went well (%v):\n%s", args, err, &out)
	}
	text := plain(err)
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%v: the error lacks %q: %s", args, w, text)
		}
	}
	if strings.Contains(text+out.String(), "hunter2") {
		t.Errorf("%v: a password is shown: %s\n%s", args, text, &out)
	}
}

func TestBadCommandLines(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		args, environ []string
		want          string
	}{
		"nothing":         {nil, nil, "name a command"},
		"unknown command": {[]string{"sevre"}, nil, `did you mean "serve"?`},
		"flag first":      {[]string{"--data", "x"}, nil, "name a command before the flags"},
		"unknown flag":    {[]string{"serve", "--lisen", "x"}, nil, "did you mean --listen?"},
		"flag of another": {[]string{"config", "--phone", "1"}, nil, "there is no flag --phone"},
		"one word more":   {[]string{"config", "all"}, nil, `"all" is one word too many`},
		"unknown setting": {[]string{"serve"}, []string{"WANJIA_REDIS=x"}, "did you mean WANJIA_REDIS_URL?"},
		"bad setting":     {[]string{"serve"}, []string{"WANJIA_LISTEN=x"}, "write host:port"},
		"bad redis":       {[]string{"serve"}, []string{"WANJIA_REDIS_URL=redis://:hunter2@h:x"}, "no address of a Redis"},
		"admin of nobody": {[]string{"admin", "add"}, nil, "say whose account"},
		"admin nothing":   {[]string{"admin"}, nil, "say what to do"},
		"help of nothing": {[]string{"help", "confg"}, nil, `did you mean "config"?`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refuses(t, tt.args, tt.environ, tt.want)
		})
	}
}

// A command that fails says so by its exit status, and on stderr.
func TestExitStatus(t *testing.T) {
	t.Parallel()
	c := child(t, "sevre")
	var stderr output
	c.Stderr = &stderr
	if err := c.Run(); err == nil || c.ProcessState.ExitCode() != 1 {
		t.Errorf("exit status %d, want 1", c.ProcessState.ExitCode())
	}
	if want := "wanjia: there is no command \"sevre\"; did you mean \"serve\"?\n"; stderr.String() != want {
		t.Errorf("stderr = %q, want %q", stderr.String(), want)
	}
}

func TestBadStarts(t *testing.T) {
	t.Parallel()
	start := func(args ...string) []string {
		return append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)
	}
	tests := map[string]func(t *testing.T){
		"port in use": func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			refuses(t, []string{"serve", "--data", t.TempDir(), "--listen", l.Addr().String()}, nil,
				l.Addr().String()+" is in use by another program", "set WANJIA_LISTEN")
		},
		"an address of another machine": func(t *testing.T) {
			refuses(t, []string{"serve", "--data", t.TempDir(), "--listen", "192.0.2.1:80"}, nil, "not an address of this machine")
		},
		"data folder held": func(t *testing.T) {
			data := t.TempDir()
			s := serve(t, "--data", data)
			refuses(t, start("--data", data), nil, "another wanjia (process ", s.url, "is running on the data folder", "WANJIA_DATA")
		},
		"data folder read-only": func(t *testing.T) {
			refuses(t, start("--data", testkit.ReadOnlyDisk(t, t.TempDir())), nil, "cannot be written", "WANJIA_DATA")
		},
		"data folder is a file": func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "data")
			write(t, path, "x")
			refuses(t, start("--data", path), nil, "is not a folder")
		},
		"disk full": func(t *testing.T) {
			disk := testkit.SmallDisk(t, 4<<20)
			refuses(t, start("--data", disk), nil, "is full", "free some space")
		},
		"documents damaged": func(t *testing.T) {
			data := t.TempDir()
			write(t, filepath.Join(data, documentsName), strings.Repeat("not a database ", 1000))
			refuses(t, start("--data", data), nil, "not a SQLite database", "restore a backup")
		},
		"documents cut": func(t *testing.T) {
			data := served(t)
			cut(t, filepath.Join(data, documentsName))
			refuses(t, start("--data", data), nil, "documents.db", "restore a backup")
		},
		"documents of a newer version": func(t *testing.T) {
			data := served(t)
			patch(t, filepath.Join(data, documentsName), 60, 1000) // user_version of the SQLite header
			refuses(t, start("--data", data), nil, "format 1000", "run the newer program")
		},
		"redis gone": func(t *testing.T) {
			refuses(t, start("--data", t.TempDir(), "--redis-url", "redis://:hunter2@"+nobody(t)), nil,
				"connection refused", "check WANJIA_REDIS_URL")
		},
		"mongodb gone": func(t *testing.T) {
			refuses(t, start("--data", t.TempDir(), "--mongodb-uri", "mongodb://ann:hunter2@"+nobody(t)+"/wanjia"), nil,
				"connection refused", "check WANJIA_MONGODB_URI")
		},
		"objects gone": func(t *testing.T) {
			refuses(t, start("--data", t.TempDir(), "--s3-endpoint", "http://"+nobody(t), "--s3-bucket", "bucket", "--s3-key", "k", "--s3-secret", "hunter2"), nil,
				"connection refused", "check the WANJIA_S3_ settings")
		},
		"no certificate": func(t *testing.T) {
			refuses(t, start("--data", t.TempDir(), "--tls-cert", "/nowhere.pem", "--tls-key", "/nowhere.key"), nil,
				"/nowhere.pem", "check WANJIA_TLS_CERT")
		},
		"certificate of another key": func(t *testing.T) {
			cert, _ := certificateFiles(t, time.Hour)
			_, key := certificateFiles(t, time.Hour)
			refuses(t, start("--data", t.TempDir(), "--tls-cert", cert, "--tls-key", key), nil, "not a certificate with its key", cert)
		},
		"certificate that is none": func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "c.pem")
			write(t, path, "hello")
			refuses(t, start("--data", t.TempDir(), "--tls-cert", path, "--tls-key", path), nil, "not a certificate with its key")
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t)
		})
	}
}

// served is a data folder that a service has left behind.
func served(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	if err := serve(t, "--demo", "S", "--data", data).end(); err != nil {
		t.Fatal(err)
	}
	return data
}

// A disk that fills up in the middle stops bookings and nothing else, and loses
// nothing; with room again bookings go on by themselves.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	disk := testkit.SmallDisk(t, 48<<20)
	s := serve(t, "--demo", "S", "--data", disk)
	b := s.signIn(resident)
	pool := s.openPool()
	claim := b.book(pool)
	fill := fillUp(t, disk)
	other := admin
	eventually(t, "a write is refused", func() error {
		err := s.browser().do("POST", "/v1/auth/codes", "", map[string]string{"phone": other, "via": "sms"}, nil)
		if err == nil || !strings.Contains(err.Error(), "503") {
			return err
		}
		return nil
	})
	b.holds(claim)
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the service takes writes again", func() error {
		return b.do("DELETE", "/v1/claims/"+claim.ID, "", nil, nil)
	})
	eventually(t, "readyz is well again", func() error { return b.do("GET", "/readyz", "", nil, nil) })
}

// fillUp leaves no room on the disk of dir and returns the file that takes it.
func fillUp(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "fill")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 20; size > 0; size /= 2 {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
	}
	return path
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// cut leaves the first half of a store's file, without its log: as after a copy
// that was broken off.
func cut(t *testing.T, path string) {
	t.Helper()
	i, err := os.Stat(path)
	if err == nil {
		err = os.Truncate(path, i.Size()/2)
	}
	for _, log := range []string{"-wal", "-shm"} {
		if gone := os.Remove(path + log); err == nil && !errors.Is(gone, os.ErrNotExist) {
			err = gone
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// patch overwrites four bytes of a file.
func patch(t *testing.T, path string, offset int64, value uint32) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(binary.BigEndian.AppendUint32(nil, value), offset); err != nil {
		t.Fatal(err)
	}
}

// nobody is an address at which nobody listens.
func nobody(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// certificateFiles makes a certificate for 127.0.0.1 that is good for that long.
func certificateFiles(t *testing.T, good time.Duration) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "wanjia test"},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(good),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	write(t, cert, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	write(t, key, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})))
	return cert, key
}

func TestServeTLS(t *testing.T) {
	t.Parallel()
	cert, key := certificateFiles(t, time.Hour)
	s := serve(t, "--data", t.TempDir(), "--tls-cert", cert, "--tls-key", key)
	pool := x509.NewCertPool()
	b, err := os.ReadFile(cert)
	if err != nil || !pool.AppendCertsFromPEM(b) {
		t.Fatal(err)
	}
	client := s.browser()
	client.http.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: pool}
	client.must("GET", "/readyz", "", nil, &struct{}{})
	if !strings.HasPrefix(s.url, "https://127.0.0.1:") {
		t.Errorf("url = %s", s.url)
	}
}
