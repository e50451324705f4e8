package main

import (
	"context"
	"errors"
	"flag"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/gateway/config"
)

// healthy is a doctor for a configuration on which nothing is wrong.
func healthy(t *testing.T, args ...string) *doctor {
	t.Helper()
	d := newDoctor(settings(t, append([]string{"--data", t.TempDir(), "--listen", "127.0.0.1:0", "--demo", "S"}, args...)...))
	d.built = func() bool { return true } // a clone without Node tests, too
	return d
}

func settings(t *testing.T, args ...string) *config.Config {
	t.Helper()
	fs := flag.NewFlagSet("test", flag.ContinueOnError)
	var l config.Loader
	l.Register(fs)
	if err := fs.Parse(args); err != nil {
		t.Fatal(err)
	}
	c, _, err := l.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// line finds the finding of that name.
func line(t *testing.T, d *doctor, name string) finding {
	t.Helper()
	all := d.examine(t.Context())
	for _, f := range all {
		if f.name == name {
			return f
		}
	}
	t.Fatalf("the doctor has no line %q, only %v", name, all)
	return finding{}
}

// Nothing is wrong where nothing is broken: what the next test sees is its doing.
func TestDoctorWell(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"nothing there yet": nil,
		"after a service":   {"--data", served(t)},
		"redis outside":     {"--redis-url", testkit.RedisURL(t)},
		"a cluster":         {"--redis-url", testkit.ClusterURL(t)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, f := range healthy(t, args...).examine(t.Context()) {
				if f.state != good && !(f.name == "disk" && f.state == warn) {
					t.Errorf("%+v", f)
				}
			}
		})
	}
}

// A visit makes nothing.
func TestDoctorLeavesNoTrace(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "not", "yet")
	healthy(t, "--data", data).examine(t.Context())
	if _, err := os.Stat(filepath.Dir(data)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}

// Each line, by breaking that thing and nothing else.
func TestDoctorLines(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		line  string
		state string
		want  string
		broke func(t *testing.T) *doctor
	}{
		"folder read-only": {"data folder", bad, "cannot be written", func(t *testing.T) *doctor {
			return healthy(t, "--data", testkit.ReadOnlyDisk(t, t.TempDir()))
		}},
		"folder to be, read-only": {"data folder", bad, "cannot be written", func(t *testing.T) *doctor {
			return healthy(t, "--data", filepath.Join(testkit.ReadOnlyDisk(t, t.TempDir()), "data"))
		}},
		"folder is a file": {"data folder", bad, "is not a folder", func(t *testing.T) *doctor {
			path := filepath.Join(t.TempDir(), "data")
			write(t, path, "x")
			return healthy(t, "--data", path)
		}},
		"disk full": {"data folder", bad, "is full", func(t *testing.T) *doctor {
			return healthy(t, "--data", testkit.SmallDisk(t, 2<<20))
		}},
		"disk nearly full": {"disk", bad, "free some space now", func(t *testing.T) *doctor {
			return healthy(t, "--data", testkit.SmallDisk(t, 32<<20))
		}},
		"disk tight": {"disk", warn, "free some space", func(t *testing.T) *doctor {
			return healthy(t, "--data", testkit.SmallDisk(t, 512<<20))
		}},
		"documents damaged": {"documents", bad, "restore a backup", func(t *testing.T) *doctor {
			d := healthy(t)
			write(t, filepath.Join(d.config.Data, documentsName), strings.Repeat("nonsense", 100))
			return d
		}},
		"documents newer": {"documents", bad, "run the newer program", func(t *testing.T) *doctor {
			data := served(t)
			patch(t, filepath.Join(data, documentsName), 60, 1000)
			return healthy(t, "--data", data)
		}},
		"mongodb away": {"documents", bad, "connection refused", func(t *testing.T) *doctor {
			return healthy(t, "--mongodb-uri", "mongodb://"+nobody(t))
		}},
		"no redis-server": {"redis-server", warn, "apt-get install redis-server", func(t *testing.T) *doctor {
			d := healthy(t)
			d.lookPath = func(string) (string, error) { return "", errors.New("not there") }
			return d
		}},
		"redis away": {"redis", bad, "connection refused", func(t *testing.T) *doctor {
			return healthy(t, "--redis-url", "redis://"+nobody(t))
		}},
		"redis silent": {"redis", bad, "i/o timeout", func(t *testing.T) *doctor {
			return healthy(t, "--redis-url", "redis://"+testkit.StallingServer(t))
		}},
		"redis is a replica": {"redis", bad, "address of the master", func(t *testing.T) *doctor {
			return redisAfter(t, "REPLICAOF", "127.0.0.1", "1")
		}},
		"redis evicts": {"redis memory", bad, "set maxmemory-policy noeviction", func(t *testing.T) *doctor {
			return redisAfter(t, "CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
		}},
		"redis keeps nothing": {"redis persistence", warn, "set appendonly yes", func(t *testing.T) *doctor {
			return redisAfter(t, "CONFIG", "SET", "appendonly", "no")
		}},
		"objects away": {"objects", bad, "connection refused", func(t *testing.T) *doctor {
			return healthy(t, "--s3-endpoint", "http://"+nobody(t), "--s3-bucket", "bucket", "--s3-key", "k", "--s3-secret", "s")
		}},
		"objects are a file": {"objects", bad, "objects", func(t *testing.T) *doctor {
			d := healthy(t)
			write(t, filepath.Join(d.config.Data, objectsName), "x")
			return d
		}},
		"clock slow": {"clock", bad, "off the clock of Redis", func(t *testing.T) *doctor { return clockOff(t, -time.Minute) }},
		"clock fast": {"clock", bad, "off the clock of Redis", func(t *testing.T) *doctor { return clockOff(t, time.Minute) }},
		"clock a little off": {"clock", warn, "NTP", func(t *testing.T) *doctor {
			return clockOff(t, 2*time.Second)
		}},
		"clock went back": {"clock", bad, "it has gone back", func(t *testing.T) *doctor {
			d := healthy(t, "--data", served(t))
			tomorrow := time.Now().Add(24 * time.Hour)
			if err := os.Chtimes(filepath.Join(d.config.Data, documentsName), tomorrow, tomorrow); err != nil {
				t.Fatal(err)
			}
			return d
		}},
		"clock with nothing to compare": {"clock", warn, "no Redis to compare it with", func(t *testing.T) *doctor {
			return healthy(t, "--redis-url", "redis://"+nobody(t))
		}},
		"no time zones": {"time zone", bad, "tzdata", func(t *testing.T) *doctor {
			d := healthy(t)
			d.zone = func(string) (*time.Location, error) { return nil, errors.New("unknown time zone") }
			return d
		}},
		"address taken": {"address", bad, "in use by another program", func(t *testing.T) *doctor {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = l.Close() })
			return healthy(t, "--listen", l.Addr().String())
		}},
		"address of another machine": {"address", bad, "not an address of this machine", func(t *testing.T) *doctor {
			return healthy(t, "--listen", "192.0.2.1:8080")
		}},
		"in the clear": {"certificate", warn, "in the clear", func(t *testing.T) *doctor {
			return healthy(t, "--listen", "0.0.0.0:0")
		}},
		"certificate gone": {"certificate", bad, "/nowhere", func(t *testing.T) *doctor {
			return healthy(t, "--tls-cert", "/nowhere", "--tls-key", "/nowhere")
		}},
		"certificate expired": {"certificate", bad, "expired on", func(t *testing.T) *doctor { return withCertificate(t, -time.Hour) }},
		"certificate old":     {"certificate", warn, "renew it", func(t *testing.T) *doctor { return withCertificate(t, 24*time.Hour) }},
		"certificate to come": {"certificate", bad, "not good before", func(t *testing.T) *doctor {
			d := withCertificate(t, 24*time.Hour)
			d.now = func() time.Time { return time.Now().Add(-72 * time.Hour) }
			return d
		}},
		"web not built": {"web pages", warn, "make web", func(t *testing.T) *doctor {
			d := healthy(t)
			d.built = func() bool { return false }
			return d
		}},
		"no messages": {"messages", warn, "printed where wanjia serve runs", func(t *testing.T) *doctor {
			d := healthy(t)
			d.config.Demo = ""
			return d
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := line(t, tt.broke(t), tt.line)
			if f.state != tt.state || !strings.Contains(f.what+" "+f.todo, tt.want) {
				t.Errorf("%+v, want %s with %q", f, tt.state, tt.want)
			}
		})
	}
}

// redisAfter is a doctor for a Redis of its own that was told something.
func redisAfter(t *testing.T, words ...any) *doctor {
	t.Helper()
	server := testkit.RedisServer(t)
	if err := testkit.Open(t, server.URL()).Do(t.Context(), words...).Err(); err != nil {
		t.Fatal(err)
	}
	return healthy(t, "--redis-url", server.URL())
}

func clockOff(t *testing.T, by time.Duration) *doctor {
	d := healthy(t, "--redis-url", testkit.RedisURL(t))
	d.now = func() time.Time { return time.Now().Add(by) }
	return d
}

func withCertificate(t *testing.T, good time.Duration) *doctor {
	cert, key := certificateFiles(t, good)
	return healthy(t, "--tls-cert", cert, "--tls-key", key)
}

// Beside a running service the doctor takes nothing from it and hears from it.
func TestDoctorBesideService(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := serve(t, "--demo", "S", "--data", data)
	var out output
	listen := strings.TrimPrefix(s.url, "http://")
	if err := run(t.Context(), []string{"doctor", "--demo", "S", "--data", data, "--listen", listen}, nil, &out, &out); err != nil {
		t.Errorf("doctor: %v\n%s", err, &out)
	}
	for _, want := range []string{"in use by the wanjia", "says the running wanjia", "append-only file", listen + " is served by a wanjia"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the doctor does not say %q:\n%s", want, &out)
		}
	}
	b := s.signIn(resident)
	b.holds(b.book(s.openPool()))
}

// A failed check is a failed command.
func TestDoctorFails(t *testing.T) {
	t.Parallel()
	refuses(t, []string{"doctor", "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--redis-url", "redis://:hunter2@" + nobody(t)}, nil, "1 of 12 checks failed")
}

// A service that holds the folder but hangs is a finding, not a hang.
func TestDoctorBesideDumbService(t *testing.T) {
	t.Parallel()
	d := healthy(t)
	f, err := takeFolder(t.Context(), d.config.Data)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	found := map[string]string{}
	for _, l := range d.examine(ctx) {
		found[l.name] = l.state
	}
	if found["documents"] != bad || found["objects"] != bad || found["redis"] != bad || found["data folder"] != good {
		t.Errorf("found %v", found)
	}
}
