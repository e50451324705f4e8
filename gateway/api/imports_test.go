package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/audit"
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
		"a photographed list": {"POST", "/v1/banquets/banquet-2027/sheets?building=GX-12", body + body, http.StatusNotFound}, // there is no banquet here
		"below such lists":    {"POST", "/v1/banquets/banquet-2027/sheets/x", body, http.StatusRequestEntityTooLarge},
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
