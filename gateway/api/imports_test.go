package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/community/duplicates"
	"wanjia/events/community/intake"
	"wanjia/events/docstore"
	"wanjia/events/objects"
	"wanjia/events/store"
)

// withIntake gives the house what brings lists in.
func (h *house) withIntake(engine docstore.Engine) {
	h.Imports = &intake.Service{
		Imports: store.NewImports(engine), Refusals: store.NewRefusals(engine), Community: h.Community,
		Files: &parts{kept: map[string][]byte{}}, Audit: h.Audit, Queue: noQueue{}, Log: slog.New(h.log), Now: time.Now,
	}
}

// withDuplicates gives the house what finds and merges duplicates.
func (h *house) withDuplicates(engine docstore.Engine) {
	h.Duplicates = &duplicates.Finder{Pairs: store.NewPairs(engine), Marks: store.NewMarks(engine), Community: h.Community, Now: time.Now}
	h.Merger = &community.Merger{Service: h.Community, Merges: store.NewMerges(engine), Claims: noAccounts{}, Bindings: noAccounts{}, Teller: noAccounts{}}
}

// noAccounts is a house in which nobody has an account, places or a telephone; but
// who is called p-busy- holds places.
type noAccounts struct{}

func (noAccounts) Live(_ context.Context, p community.PersonID) (int, error) {
	return strings.Count(string(p), "busy"), nil
}
func (noAccounts) AccountOf(context.Context, community.PersonID) (string, error) { return "", nil }
func (noAccounts) PersonOf(context.Context, string) (community.PersonID, error)  { return "", nil }
func (noAccounts) Bind(context.Context, string, community.PersonID) error        { return nil }
func (noAccounts) TellMerged(context.Context, string, community.PersonID, community.PersonID, bool) error {
	return nil
}

// TestDuplicatesOverHTTP: a pair is proposed, dismissed for good or merged, and the
// merge undone; what lies in another branch is not to be seen.
func TestDuplicatesOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	admin := bearer(h.admin)
	people := h.Community.Store.People
	again := func(id community.PersonID, of community.PersonID) {
		p, err := people.Get(t.Context(), of)
		if err != nil {
			t.Fatal(err)
		}
		p.ID, p.Channel, p.Changed = id, "import", time.Now()
		if _, err := people.Add(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	again("p-haiyan2", communitytest.Haiyan)
	again("p-wan2", communitytest.Wan)
	again("p-busy-1", communitytest.Luo)
	again("p-busy-2", communitytest.Luo)
	round := func() {
		t.Helper()
		if err := h.Duplicates.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	round()
	list := func() map[string]DuplicatePair {
		t.Helper()
		found := map[string]DuplicatePair{}
		for after := ""; ; {
			page := decode[DuplicatePage](t, h.do(t, "GET", "/v1/duplicates?limit=2&after="+url.QueryEscape(after), "", admin).text)
			for _, p := range page.Items {
				found[p.ID] = p
			}
			if after = page.Next; after == "" {
				return found
			}
		}
	}
	found := list()
	haiyan, wan, busy := community.PairID("p-haiyan", "p-haiyan2"), community.PairID("p-wan", "p-wan2"), community.PairID("p-busy-1", "p-busy-2")
	if p := found[haiyan]; len(found) != 5 || !p.Sure || p.Left.Name != "邓海燕" || p.Left.PhoneMasked != "154****0001" || p.Right.Address != "桂香苑 12栋 2单元 501" || p.Left.Born != "1988" {
		t.Fatalf("%d pairs, %+v", len(found), p)
	}
	post := func(path, body string, status int, code string) string {
		t.Helper()
		res := h.do(t, "POST", path, body, admin)
		if res.StatusCode != status || code != "" && res.problem(t).Code != code {
			t.Errorf("%s %s: %d %s, want %d %s", path, body, res.StatusCode, res.text, status, code)
		}
		return res.text
	}
	at := func(pair, verb string) string { return "/v1/duplicates/" + url.PathEscape(pair) + "/" + verb }
	post(at(wan, "dismiss"), `{"why":""}`, http.StatusBadRequest, "reason")
	post(at(wan, "dismiss"), `{"why":"不是一个人"}`, http.StatusNoContent, "")
	post(at(wan, "merge"), `{"keep":"p-wan","why":"一个人"}`, http.StatusConflict, "pair_decided")
	post(at(busy, "merge"), `{"keep":"p-busy-1","why":"一个人"}`, http.StatusConflict, "live_claims")
	post(at(haiyan, "merge"), `{"keep":"p-gong","why":"一个人"}`, http.StatusBadRequest, "merge_keep")
	post(at(haiyan, "merge"), `{"keep":"p-haiyan","take":{"phone":"up"},"why":"一个人"}`, http.StatusBadRequest, "merge_take")
	merged := decode[MergeRecord](t, post(at(haiyan, "merge"), `{"keep":"p-haiyan","take":{"phone":"right"},"why":"一个人"}`, http.StatusCreated, ""))
	post(at(haiyan, "merge"), `{"keep":"p-haiyan","why":"一个人"}`, http.StatusConflict, "pair_decided")
	round() // what was dismissed is not proposed again, and who was merged is in no pair
	if found := list(); len(found) != 3 {
		t.Errorf("%d pairs are left: %+v", len(found), found)
	}
	if p, _ := people.Get(t.Context(), "p-haiyan2"); p.MergedInto != communitytest.Haiyan {
		t.Errorf("%+v", p)
	}
	undone := decode[MergeRecord](t, post("/v1/merges/"+merged.ID+"/undo", `{"why":"看错了"}`, http.StatusOK, ""))
	if undone.State != community.MergeUndone || undone.Undone == nil {
		t.Errorf("%+v", undone)
	}
	round()
	if _, ok := list()[haiyan]; !ok {
		t.Error("what was undone is proposed no more")
	}
	if page := decode[MergePage](t, h.do(t, "GET", "/v1/merges", "", admin).text); len(page.Items) != 1 || page.Items[0].GoneName != "邓海燕" {
		t.Errorf("%+v", page)
	}
	lines, _, err := h.Audit.Lines(t.Context(), audit.Query{Scopes: []string{"*", "GX-12", "GX-2", "HF-1"}, What: "person", Limit: 50})
	what := map[string]int{}
	for _, l := range lines {
		if l.Outcome == audit.Done {
			what[l.What]++
		}
	}
	if err != nil || what["person.merge"] != 1 || what["person.unmerge"] != 1 || what["person.dismiss"] != 1 {
		t.Errorf("%v, %v", what, err)
	}
	other := community.Reach{"Z6"}
	if pairs, _, _ := h.Duplicates.List(t.Context(), other, "", "", 50); len(pairs) != 3 {
		t.Errorf("another branch sees %+v", pairs)
	}
	if _, _, err := h.Duplicates.Find(t.Context(), other, haiyan); !errors.Is(err, duplicates.ErrNoPair) {
		t.Errorf("another branch finds it: %v", err)
	}
}

type noQueue struct{}

func (noQueue) Enqueue(context.Context, events.Errand) error { return nil }

// parts is [intake.Files] in memory.
type parts struct {
	mu   sync.Mutex
	kept map[string][]byte
}

type opened struct{ *bytes.Reader }

func (opened) Close() error { return nil }

func (p *parts) Put(_ context.Context, key string, r io.Reader, _ int64, _ string) (objects.Info, error) {
	b, err := io.ReadAll(r)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept[key] = b
	return objects.Info{}, err
}

func (p *parts) Get(_ context.Context, key string) (io.ReadSeekCloser, objects.Info, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	b, ok := p.kept[key]
	if !ok {
		return nil, objects.Info{}, objects.ErrNotFound
	}
	return opened{bytes.NewReader(b)}, objects.Info{}, nil
}

func (p *parts) Delete(context.Context, string) error { return nil }

func decode[T any](t *testing.T, text string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return v
}

func TestImportOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	admin := bearer(h.admin)
	list := "姓名,电话,住的地方\n新来的,15400000031,桂香苑12栋3单元701\n=1+1,,桂香苑12栋3单元701\n"
	res := h.do(t, "POST", "/v1/imports", fmt.Sprintf(`{"name":"名单.csv","size":%d}`, len(list)), admin)
	if res.StatusCode != http.StatusCreated {
		t.Fatalf("%d %s", res.StatusCode, res.text)
	}
	at := "/v1/imports/" + decode[ImportJob](t, res.text).ID
	if res := h.do(t, "POST", at+"/check", "", admin); res.StatusCode != http.StatusConflict || res.problem(t).Code != "import_incomplete" {
		t.Errorf("checked without a file: %d %s", res.StatusCode, res.text)
	}
	for n, piece := range []string{list[:40], list[40:]} {
		res := h.do(t, "PUT", fmt.Sprintf("%s/parts/%d", at, n+1), piece, admin, "Content-Type: application/octet-stream")
		if res.StatusCode != http.StatusNoContent {
			t.Fatalf("%d %s", res.StatusCode, res.text)
		}
	}
	res = h.do(t, "POST", at+"/check", "", admin)
	check := decode[ImportCheck](t, res.text)
	if check.Rows != 2 || len(check.Missing) != 1 || check.Missing[0] != "address" || check.Columns[1].Field != "phone" || check.Sample[0][0] != "新来的" {
		t.Errorf("%d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "POST", at+"/start", `{}`, admin); res.problem(t).Code != "import_columns" {
		t.Errorf("started without an address: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "POST", at+"/start", `{"columns":{"住的地方":"address"}}`, admin); res.StatusCode != http.StatusAccepted {
		t.Fatalf("%d %s", res.StatusCode, res.text)
	}
	if err := h.Imports.Run(t.Context(), strings.TrimPrefix(at, "/v1/imports/")); err != nil {
		t.Fatal(err)
	}
	job := decode[ImportJob](t, h.do(t, "GET", at, "", admin).text)
	if job.State != intake.Done || job.Added != 1 || job.Refused != 1 || job.Rows != 2 || job.Done != 2 || job.Finished == nil {
		t.Errorf("%+v", job)
	}
	res = h.do(t, "GET", at+"/refused.csv", "", admin)
	if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/csv") || !strings.Contains(res.text, "3,name,") || !strings.Contains(res.text, "'=1+1") {
		t.Errorf("%d %s", res.StatusCode, res.text)
	}
	lines, _, err := h.Audit.Lines(t.Context(), audit.Query{Scopes: []string{"*"}, What: "import.start", Limit: 9})
	if err != nil || len(lines) != 2 || lines[0].Outcome != audit.Done || lines[1].Outcome != audit.Refused {
		t.Errorf("%+v, %v", lines, err)
	}
	if list := decode[ImportPage](t, h.do(t, "GET", "/v1/imports", "", admin).text); len(list.Items) != 1 {
		t.Errorf("%+v", list)
	}
}

// TestBodyLimits: parts of lists may be a mebibyte, and nothing else may.
func TestBodyLimits(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	admin := bearer(h.admin)
	res := h.do(t, "POST", "/v1/imports", `{"name":"x.csv","size":33554432}`, admin)
	part := "/v1/imports/" + decode[ImportJob](t, res.text).ID + "/parts/1"
	body := strings.Repeat("x", intake.MaxPart)
	octets := "Content-Type: application/octet-stream"
	for name, tt := range map[string]struct {
		method, path, body string
		status             int
	}{
		"a whole part":        {"PUT", part, body, http.StatusNoContent},
		"a part and a byte":   {"PUT", part, body + "x", http.StatusRequestEntityTooLarge},
		"no part":             {"PUT", part + "/more", body, http.StatusRequestEntityTooLarge},
		"another method":      {"POST", part, body, http.StatusRequestEntityTooLarge},
		"another route":       {"POST", "/v1/imports", body, http.StatusRequestEntityTooLarge},
		"a part in the query": {"PUT", "/v1/me?x=/v1/imports/i/parts/1", body, http.StatusRequestEntityTooLarge},
	} {
		res, err := tryOn(t, h, tt.method, tt.path, tt.body, admin, octets)
		if err == nil && res.StatusCode != tt.status || err != nil && tt.status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %v %v, want %d", name, res.StatusCode, err, tt.status)
		}
	}
}

// tryOn is do for a request that may be cut off while it is sent.
func tryOn(t *testing.T, h *house, method, path, body string, headers ...string) (*http.Response, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.URL.Path, req.URL.Host, req.Host = path, "example.com", "example.com"
	if p, q, ok := strings.Cut(path, "?"); ok {
		req.URL.Path, req.URL.RawQuery = p, q
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	res, err := h.app.Test(req, -1)
	if err != nil {
		return &http.Response{}, err
	}
	defer res.Body.Close()
	return res, nil
}
