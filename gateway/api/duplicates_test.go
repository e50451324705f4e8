package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/community/duplicates"
	"wanjia/events/docstore"
	"wanjia/events/store"
)

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
	const haiyan, wan, busy = "p-haiyan~p-haiyan2", "p-wan~p-wan2", "p-busy-1~p-busy-2"
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
	at := func(pair, verb string) string {
		if pair != url.PathEscape(pair) {
			t.Errorf("%s has to be escaped in a path", pair)
		}
		return "/v1/duplicates/" + pair + "/" + verb
	}
	post(at(wan, "dismiss"), `{"why":""}`, http.StatusBadRequest, "reason")
	post(at(wan, "dismiss"), `{"why":"不是一个人"}`, http.StatusNoContent, "")
	post(at(wan, "merge"), `{"keep":"p-wan","why":"一个人"}`, http.StatusConflict, "pair_decided")
	for _, old := range []string{"p-wan+p-wan2", "p-wan%2Bp-wan2", "p-wan%7Ep-wan2"} { // as a page that is open still has it
		post("/v1/duplicates/"+old+"/merge", `{"keep":"p-wan","why":"一个人"}`, http.StatusConflict, "pair_decided")
	}
	post(at(busy, "merge"), `{"keep":"p-busy-1","why":"一个人"}`, http.StatusConflict, "both_live_claims")
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
	if _, _, err := h.Duplicates.Find(t.Context(), other, community.PairID("p-haiyan", "p-haiyan2")); !errors.Is(err, duplicates.ErrNoPair) {
		t.Errorf("another branch finds it: %v", err)
	}
}
