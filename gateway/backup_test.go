package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wanjia/events/testkit"
)

// demoBackup is a service that was stopped with one booking in it, its backup, and
// the booking.
func demoBackup(t *testing.T) (file, token string, claim claimed) {
	t.Helper()
	data := t.TempDir()
	furnishSmall(t, data)
	s := serve(t, "--demo", "S", "--data", data)
	b := s.signIn(resident)
	claim = b.book(s.openPool())
	file = filepath.Join(t.TempDir(), "backup")
	// Beside the running service: the way it is done every night.
	if got := prints(t, "backup", "--out", file, "--data", data); !strings.Contains(got, " documents of ") {
		t.Errorf("backup printed %q", got)
	}
	refuses(t, []string{"restore", file, "--data", data}, nil, "is running on the data folder")
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	return file, b.token, claim
}

// A backup restores into either engine, and from there into the other: the same
// documents, and a service on them that honours the same booking and session.
func TestBackupTravels(t *testing.T) {
	t.Parallel()
	file, token, claim := demoBackup(t)
	uri := "mongodb://" + mongo(t) + "/wanjia"
	folder := t.TempDir()
	onMongo := []string{"--data", t.TempDir(), "--mongodb-uri", uri}
	onSQLite := []string{"--data", folder}

	prints(t, append([]string{"restore", file}, onMongo...)...)
	second := filepath.Join(t.TempDir(), "second")
	prints(t, append([]string{"backup", "--out", second}, onMongo...)...)
	prints(t, append([]string{"restore", second}, onSQLite...)...)
	third := filepath.Join(t.TempDir(), "third")
	prints(t, append([]string{"backup", "--out", third}, onSQLite...)...)
	if a, b := documentsIn(t, file), documentsIn(t, third); !bytes.Equal(a, b) {
		t.Errorf("the documents are not the same after the journey: %d and %d bytes", len(a), len(b))
	}

	for _, where := range [][]string{onMongo, onSQLite} {
		s := serve(t, append([]string{"--demo", "S"}, where...)...)
		b := s.browser()
		b.token = token
		b.holds(claim)
		b.refused("POST", "/v1/pools/"+claim.Pool+"/claims", "another-press", party(1), 409, "already_claimed")
	}
}

// An older backup takes the place of what there was, in Redis too.
func TestRestoreForgetsCopies(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	furnishSmall(t, data)
	s := serve(t, "--demo", "S", "--data", data)
	before := filepath.Join(t.TempDir(), "before")
	b := s.signIn(resident)
	prints(t, "backup", "--out", before, "--data", data)
	pool := s.openPool()
	b.book(pool)
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{documentsName, documentsName + "-wal", documentsName + "-shm"} {
		if err := os.Remove(filepath.Join(data, name)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	prints(t, "restore", before, "--data", data)
	again := serve(t, "--demo", "S", "--data", data)
	late := again.browser()
	late.token = b.token
	late.book(pool)
}

func TestBadBackups(t *testing.T) {
	t.Parallel()
	file, _, _ := demoBackup(t)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(whole)
	damaged[len(damaged)/2] ^= 0x55
	for name, tt := range map[string]struct {
		content []byte
		want    string
	}{
		"cut":     {whole[:len(whole)/2], "cut short"},
		"damaged": {damaged, "damaged"},
		"newer":   {bytes.Replace(whole, []byte("documents 1\n"), []byte("documents 99\n"), 1), "newer version"},
		"foreign": {[]byte("PK\x03\x04 a holiday picture"), "not a backup file"},
		"empty":   {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, data := filepath.Join(t.TempDir(), "file"), t.TempDir()
			write(t, path, string(tt.content))
			refuses(t, []string{"restore", path, "--data", data}, nil, tt.want)
			// Nothing of it is in the store.
			prints(t, "restore", file, "--data", data)
		})
	}
	full := t.TempDir()
	prints(t, "restore", file, "--data", full)
	refuses(t, []string{"restore", file, "--data", full}, nil, "already holds documents")
	if got := prints(t, "restore", file, "--merge", "--data", full); !strings.HasPrefix(got, "0 documents loaded") {
		t.Errorf("a second restore printed %q", got)
	}
	refuses(t, []string{"restore", "/nowhere", "--data", full}, nil, "/nowhere")
	refuses(t, []string{"restore"}, nil, "say which file")
}

func TestBadBackupTargets(t *testing.T) {
	t.Parallel()
	data := served(t)
	there := filepath.Join(t.TempDir(), "there")
	write(t, there, "precious")
	refuses(t, []string{"backup", "--out", there, "--data", data}, nil, "is there already")
	if b, err := os.ReadFile(there); err != nil || string(b) != "precious" {
		t.Errorf("the file that was there is %q, %v", b, err)
	}
	refuses(t, []string{"backup", "--out", "/nowhere/at/all", "--data", data}, nil, "/nowhere/at")
	refuses(t, []string{"backup", "--data", data}, nil, "say where to")

	disk := testkit.SmallDisk(t, 4<<10)
	fillUp(t, disk)
	refuses(t, []string{"backup", "--out", filepath.Join(disk, "b"), "--data", data}, nil, "no space left")
	if left, err := os.ReadDir(disk); err != nil || len(left) != 1 {
		t.Errorf("on the full disk are %v, %v", left, err)
	}
}

// documentsIn is what a backup holds, without who wrote it when.
func documentsIn(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, packed, _ := bytes.Cut(b, []byte("\n"))
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(plain, []byte("\n"))
	if len(lines) < 10 {
		t.Fatalf("%s holds %d lines", file, len(lines))
	}
	return bytes.Join(lines[1:len(lines)-2], nil) // the last is empty, the one before it the trailer
}
