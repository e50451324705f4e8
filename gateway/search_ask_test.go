package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events/seed"
)

// asker is somebody at a desk who searches over HTTP, as an administrator.
type asker struct {
	tb    testing.TB
	base  string
	token string
	http  http.Client
	asked int
}

// sitDown signs in with the demonstration's administrator.
func sitDown(tb testing.TB, base string) *asker {
	tb.Helper()
	a := &asker{tb: tb, base: base, http: http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 4}, Timeout: 30 * time.Second}}
	tb.Cleanup(a.http.CloseIdleConnections)
	a.do("POST", "/v1/auth/codes", map[string]string{"phone": admin, "via": "sms"}, nil)
	var sent struct{ Items []struct{ Text string } }
	a.do("GET", "/v1/dev/messages?to="+admin, nil, &sent)
	if len(sent.Items) == 0 {
		tb.Fatal("no code was sent")
	}
	var session struct{ Token string }
	a.do("POST", "/v1/auth/sessions", map[string]string{"phone": admin, "code": digits.FindString(sent.Items[0].Text)}, &session)
	a.token = session.Token
	var logins struct {
		Items []struct {
			Phone      string
			SecondCode string `json:"second_code"`
		}
	}
	a.do("GET", "/v1/dev/logins", nil, &logins)
	for _, l := range logins.Items {
		if l.Phone == admin {
			a.do("POST", "/v1/auth/second-factor", map[string]string{"code": l.SecondCode}, nil)
		}
	}
	return a
}

func (a *asker) do(method, path string, in, out any) {
	a.tb.Helper()
	var body io.Reader
	if in != nil {
		j, err := json.Marshal(in)
		if err != nil {
			a.tb.Fatal(err)
		}
		body = bytes.NewReader(j)
	}
	r, err := http.NewRequestWithContext(a.tb.Context(), method, a.base+path, body)
	if err != nil {
		a.tb.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if a.token != "" {
		r.Header.Set("Authorization", "Bearer "+a.token)
	}
	if strings.HasPrefix(path, "/v1/people") {
		a.asked++ // every question from another address: the limit by address is not what is measured
		r.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", a.asked>>16&255, a.asked>>8&255, a.asked&255))
	}
	answer, err := a.http.Do(r)
	if err != nil {
		a.tb.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 {
		a.tb.Fatalf("%s %s: %d %s %v", method, path, answer.StatusCode, text, err)
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal(text, out); err != nil {
		a.tb.Fatalf("%s %s: %v in %s", method, path, err, text)
	}
}

// atFive is how many answers people look at.
const atFive = 5

// ask searches as a page does and returns the first five ids. What is meant within
// an estate is asked everywhere, and those of other estates are passed over, as the
// interface has no scope between a building and somebody's whole reach.
func (a *asker) ask(k seed.SearchKey) []string {
	a.tb.Helper()
	q := url.Values{"q": {k.Query}, "kind": {"person"}}
	if len(k.Households) > 0 {
		q.Set("kind", "household")
	}
	estate := ""
	switch {
	case strings.Contains(k.Scope, "-"):
		q.Set("building", k.Scope)
	case k.Scope != "":
		estate = k.Scope + "-"
		q.Set("limit", "50")
	}
	var found struct {
		Items []struct{ ID, Building string }
	}
	a.do("GET", "/v1/people?"+q.Encode(), nil, &found)
	var ids []string
	for _, f := range found.Items {
		if strings.HasPrefix(f.Building, estate) && len(ids) < atFive {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// recallOf counts by kind of dirt how many of those meant were found.
type recallOf map[string]*struct{ meant, found int }

func (r recallOf) count(k seed.SearchKey, ids []string) {
	row := r[k.Kind]
	if row == nil {
		row = &struct{ meant, found int }{}
		r[k.Kind] = row
	}
	for _, want := range slices.Concat(k.People, k.Households) {
		if len(k.Households) > 0 && !slices.Contains(k.Households, want) {
			continue // of an address the door is meant, not who lives there
		}
		row.meant++
		if slices.Contains(ids, want) {
			row.found++
		}
	}
}

// all is the recall over every kind, from 0 to 1, and how many were meant.
func (r recallOf) all() (float64, int) {
	meant, found := 0, 0
	for _, row := range r {
		meant, found = meant+row.meant, found+row.found
	}
	return float64(found) / float64(max(1, meant)), meant
}

// lines are the table, the worst kind first.
func (r recallOf) lines() []string {
	kinds := slices.SortedFunc(maps.Keys(r), func(a, b string) int {
		x, y := r[a], r[b]
		return cmp.Or(cmp.Compare(x.found*y.meant, y.found*x.meant), cmp.Compare(a, b))
	})
	var out []string
	for _, kind := range kinds {
		row := r[kind]
		out = append(out, fmt.Sprintf("%-24s %6.2f %% of %d", kind, 100*float64(row.found)/float64(row.meant), row.meant))
	}
	share, meant := r.all()
	return append(out, fmt.Sprintf("%-24s %6.2f %% of %d", "all", 100*share, meant))
}

// questions are every nth of the dataset's own questions of each kind.
func questions(tb testing.TB, size seed.Size, nth int) []seed.SearchKey {
	tb.Helper()
	var keys []seed.SearchKey
	seen := map[string]int{}
	_, err := seed.Generate(context.WithoutCancel(tb.Context()), seed.Options{Size: size}, func(row seed.Row) error {
		if k, ok := row.(seed.SearchKey); ok {
			if seen[k.Kind]++; seen[k.Kind]%nth == 0 {
				keys = append(keys, k)
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return keys
}

// What a desk finds over HTTP in a house with the demonstration's community, and
// that who heads a building finds nobody of another.
func TestSearchOverHTTP(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "S", "--data", t.TempDir(), "--trusted-proxies", "127.0.0.1")
	a := sitDown(t, s.url)
	recall := recallOf{}
	keys := questions(t, seed.S, 20)
	for _, k := range keys {
		recall.count(k, a.ask(k))
	}
	if share, meant := recall.all(); share < 0.93 || meant < 300 {
		t.Errorf("%.1f %% of %d meant were found:\n%s", 100*share, meant, strings.Join(recall.lines(), "\n"))
	}

	head := s.signIn(demoHead)
	var me struct {
		Grants []struct{ Node string }
	}
	head.must("GET", "/v1/me", "", nil, &me)
	if len(me.Grants) == 0 {
		t.Fatal("the building head of the demonstration holds no post")
	}
	mine, others := 0, 0
	for _, k := range keys {
		var found struct {
			Items []struct{ ID, Building string }
		}
		head.must("GET", "/v1/people?q="+url.QueryEscape(k.Query), "", nil, &found)
		for _, f := range found.Items {
			if f.Building == me.Grants[0].Node {
				mine++
			} else {
				others++
			}
		}
	}
	if mine == 0 || others > 0 {
		t.Errorf("the head of %s finds %d of the building and %d others", me.Grants[0].Node, mine, others)
	}
}
