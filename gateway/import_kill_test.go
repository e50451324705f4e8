package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/events/seed"
	"wanjia/events/store"
)

// newcomers is a list of two people for each of some hundred flats of the
// demonstration's community, none of whom is known.
func newcomers(t *testing.T) (list string, rows int) {
	t.Helper()
	var b strings.Builder
	b.WriteString("姓名,性别,出生日期,地址\n")
	flats := map[string]bool{}
	_, err := seed.Generate(context.WithoutCancel(t.Context()), seed.Options{Size: seed.S}, func(row seed.Row) error {
		h, ok := row.(seed.Household)
		if !ok || flats[h.Code] || rows >= 1000 {
			return nil
		}
		flats[h.Code] = true
		for _, sex := range []string{"男", "女"} {
			fmt.Fprintf(&b, "%c%c新,%s,1980,%s\n", '一'+rune(rows), '丁'+rune(rows), sex, h.Code)
			rows++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), rows
}

// TestKilledDuringAnImport kills the program as kill -9 does in the middle of an
// import; after the next start it finishes by itself, with no row twice and none lost.
func TestKilledDuringAnImport(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	list, rows := newcomers(t)
	s := serveChild(t, "--demo", "S", "--data", data)
	b := s.signIn(admin)
	var job struct {
		ID, State                           string
		Done, Added, Changed, Same, Refused int
	}
	b.must("POST", "/v1/imports", "", map[string]any{"name": "名单.csv", "size": len(list)}, &job)
	b.part(job.ID, 1, list)
	b.must("POST", "/v1/imports/"+job.ID+"/check", "", nil, nil)
	b.must("POST", "/v1/imports/"+job.ID+"/start", "", map[string]any{}, nil)
	await := func(b *browser, until func() bool) {
		t.Helper()
		for deadline := time.Now().Add(3 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
			b.must("GET", "/v1/imports/"+job.ID, "", nil, &job)
			if until() {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("after three minutes: %+v", job)
			}
		}
	}
	await(b, func() bool { return job.Done > 0 })
	s.murder()
	if job.Done >= rows {
		t.Fatalf("all %d rows were done before the program was killed", rows)
	}
	t.Logf("killed after %d of %d rows were known to be done", job.Done, rows)

	s = serveChild(t, "--demo", "S", "--data", data)
	b = s.signIn(admin)
	await(b, func() bool { return job.State != "running" })
	if job.State != "done" || job.Done != rows || job.Added != rows || job.Changed+job.Same+job.Refused != 0 {
		t.Errorf("%+v, want all %d added", job, rows)
	}
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	engine, err := openSQLite(t.Context(), filepath.Join(data, documentsName))
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	seen := map[string]int{}
	for p, err := range store.NewCommunity(engine).People.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(string(p.ID), "p-"+job.ID) {
			seen[p.Name+p.Sex+string(p.Household)]++
		}
	}
	for who, n := range seen {
		if n > 1 {
			t.Errorf("%s is there %d times", who, n)
		}
	}
	if len(seen) != rows {
		t.Errorf("%d people were added, want %d", len(seen), rows)
	}
}

// part sends bytes as a part of a list.
func (b *browser) part(job string, n int, bytesOf string) {
	b.s.t.Helper()
	for at := 0; at < len(bytesOf); n++ {
		piece := bytesOf[at:min(len(bytesOf), at+1<<20)]
		at += len(piece)
		r, err := http.NewRequestWithContext(b.s.t.Context(), http.MethodPut, fmt.Sprintf("%s/v1/imports/%s/parts/%d", b.s.url, job, n), bytes.NewReader([]byte(piece)))
		if err != nil {
			b.s.t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+b.token)
		r.Header.Set("Content-Type", "application/octet-stream")
		res, err := b.http.Do(r)
		if err != nil {
			b.s.t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusNoContent {
			b.s.t.Fatalf("part %d: %d", n, res.StatusCode)
		}
	}
}
