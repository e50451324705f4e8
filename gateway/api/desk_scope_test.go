package api

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
)

const (
	tongPhone      = "15400000006"
	organiserPhone = "15400000031"
	commanderPhone = "15400000032"
	hotlinePhone   = "15400000033"
)

// careless is a directory that answers everything it holds to everybody.
type careless []Found

// Search implements [Directory].
func (d careless) Search(context.Context, string, community.Reach, []string, int) ([]Found, time.Time, error) {
	return d, communitytest.Born, nil
}

// newDesk is a house in which changes are not held back by their rate, a neighbour
// may act for 万志强, and the directory is careless.
func newDesk(t *testing.T, change func(*API)) *house {
	t.Helper()
	h := newHouse(t, func(a *API) {
		a.Rates.Take = Rate{Count: 1000, Per: time.Second, Burst: 1000}
		d := careless{{Kind: "building", ID: "GX-12"}, {Kind: "building", ID: "GX-2"}, {Kind: "building", ID: "GX-99"}}
		for _, p := range []community.PersonID{communitytest.Gong, communitytest.Haiyan, communitytest.Wan, communitytest.Luo, "p-none"} {
			d = append(d, Found{Kind: "person", ID: string(p), Why: []string{"name"}})
		}
		for _, id := range []community.HouseholdID{communitytest.Dengs, communitytest.Wans, "h-none"} {
			d = append(d, Found{Kind: "household", ID: string(id)})
		}
		a.Directory = d
		if change != nil {
			change(a)
		}
	})
	add, err := h.Community.Store.Relations.Add(t.Context(), community.Relation{
		ID: "r-wan", Person: communitytest.Wan, Agent: communitytest.He, Kind: community.KindNeighbour, Scope: []string{"signup"}, From: "2026-11-01",
	})
	if err != nil || add[0] != nil {
		t.Fatal(add, err)
	}
	return h
}

// names are what a request may name of one building.
type names struct {
	building  community.NodeID
	household community.HouseholdID
	person    community.PersonID
	relation  community.RelationID
	phone     string
	code      string
}

var (
	own     = names{"GX-12", communitytest.Tongs, communitytest.TongSon, "r-gong", "15400000007", "GX-12-2-502"}
	next    = names{"GX-2", communitytest.Wans, communitytest.Wan, "r-wan", "15400000008", "GX-2-1-101"}
	missing = names{"GX-99", "h-none", "p-none", "r-none", "15400000099", "GX-99-1-101"}
)

// ask is a request that names things; it works for one's own.
type ask struct {
	path func(names) string
	body func(names) string
}

func plainPath(n names) string { return "" }

const heard = `"consent":{"how":"voice","witness":"童爱华"}`

// asks has for each row of the community every place in which it names something.
var asks = map[string][]ask{
	"find-people": {
		{func(n names) string { return "?q=x&building=" + string(n.building) }, nil},
		{func(n names) string { return "?q=x&node=" + string(n.building) }, nil},
	},
	"caller-card":   {{func(n names) string { return "?phone=" + n.phone }, nil}},
	"get-person":    {{plainPath, nil}},
	"get-household": {{plainPath, nil}},
	"list-doors":    {{func(n names) string { return "?building=" + string(n.building) }, nil}},
	"list-households": {
		{func(n names) string { return "?building=" + string(n.building) }, nil},
		{func(n names) string { return "?code=" + n.code }, nil},
	},
	"reveal":             {{plainPath, func(names) string { return `{"field":"phone","why":"送餐前打电话"}` }}},
	"settle-residency":   {{plainPath, func(names) string { return `{"state":"refused","why":"搬走了"}` }}},
	"record-consent":     {{plainPath, func(names) string { return `{"purpose":"photos","given":true,"how":"paper"}` }}},
	"end-named-relation": {{func(names) string { return "?why=" + "%E4%B8%8D%E7%94%A8%E4%BA%86" }, nil}},
	"record-relation": {
		{plainPath, func(names) string {
			return `{"agent":"p-tong","kind":"family","scope":["signup"],` + heard + `}`
		}},
		{func(names) string { return "@p-gong" }, func(n names) string {
			return `{"agent":"` + string(n.person) + `","kind":"neighbour","scope":["contact"],` + heard + `}`
		}},
	},
	"register-person": {
		{plainPath, func(n names) string {
			return `{"household":"` + string(n.household) + `","name":"王玉梅",` + heard + `}`
		}},
		{plainPath, func(n names) string {
			return `{"building":"` + string(n.building) + `","unit":1,"room":"101","name":"王玉梅",` + heard + `}`
		}},
	},
	"correct-person": {
		{plainPath, func(names) string { return `{"role":"child","why":"写错了"}` }},
		{func(names) string { return "@p-tong" }, func(n names) string { return `{"household":"` + string(n.household) + `","why":"搬到一起住"}` }},
	},
	"people-who-left":  {{func(n names) string { return "?building=" + string(n.building) }, nil}},
	"return-person":    {{plainPath, func(names) string { return `{"why":"看错了门"}` }}},
	"copy-person":      {{plainPath, func(names) string { return `{"why":"想要一份",` + heard + `}` }}},
	"delete-person":    {{plainPath, func(names) string { return `{"confirm":"删除","why":"不想留着",` + heard + `}` }}},
	"return-household": {{plainPath, func(names) string { return `{"why":"看错了门"}` }}},
	"add-household":    {{plainPath, func(n names) string { return `{"building":"` + string(n.building) + `","unit":1,"room":"201"}` }}},
	"sync-doors": {{plainPath, func(n names) string {
		return `{"households":[{"id":"home-0001","building":"` + string(n.building) + `","unit":1,"room":"301"}],
			"visits":[{"id":"visit-0001","household":"` + string(n.household) + `","state":"spoken","at":"2026-11-20T18:00:00+08:00"}],
			"people":[{"id":"person-0001","household":"` + string(n.household) + `","name":"蔡玉梅",` + heard + `}]}`
	}}},
}

// before has what must have happened before a row works for one's own.
var before = map[string]func(*testing.T, *house){
	"return-person": func(t *testing.T, h *house) {
		t.Helper()
		for _, id := range []community.PersonID{own.person, next.person} {
			if _, err := h.Community.Store.People.Change(t.Context(), id, func(p *community.Person) error {
				p.Left = community.Left{Household: p.Household, Building: p.Building, At: communitytest.Born}
				p.Household, p.Building = "", ""
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
	},
}

func (r Route) ask(x ask, n names) (path, body string) {
	at := x.path(n)
	person := string(n.person)
	if id, fixed := strings.CutPrefix(at, "@"); fixed {
		person, at = id, ""
	}
	if x.body != nil {
		body = x.body(n)
	}
	return strings.NewReplacer("{person}", person, "{household}", string(n.household), "{relation}", string(n.relation)).Replace(r.Path) + at, body
}

// TestNextBuilding asks every row of the community for something of the next
// building, in every place where it may be named. The answer is to the byte that
// for something that does not exist; nothing changes and nothing is written down.
func TestNextBuilding(t *testing.T) {
	t.Parallel()
	rows := (&API{}).communityTable()
	if len(asks) != len(rows) {
		t.Errorf("%d rows are asked, there are %d", len(asks), len(rows))
	}
	for _, r := range rows {
		if len(asks[r.ID]) == 0 {
			t.Errorf("nobody asks %s %s for the next building", r.Method, r.Path)
		}
		for i, x := range asks[r.ID] {
			t.Run(fmt.Sprint(r.ID, i), func(t *testing.T) {
				t.Parallel()
				h := newDesk(t, nil)
				head := []string{bearer(h.standing(t, tongPhone, communitytest.Tong)), "X-Request-Id: request-1"}
				if prepare := before[r.ID]; prepare != nil {
					prepare(t, h)
				}
				do := func(n names) answered {
					path, body := r.ask(x, n)
					return h.do(t, r.Method, path, body, head...)
				}
				kept := h.everything(t)
				other, none := do(next), do(missing)
				if other.text != none.text || other.StatusCode != none.StatusCode {
					t.Errorf("the next building: %d %s\nnothing at all: %d %s", other.StatusCode, other.text, none.StatusCode, none.text)
				}
				for _, secret := range []string{"万", "h-wan", "0008", "GX-2", "2栋"} {
					if strings.Contains(other.text, secret) {
						t.Errorf("the answer tells %q: %s", secret, other.text)
					}
				}
				if after := h.everything(t); after != kept {
					t.Errorf("something changed:\n%s\n%s", kept, after)
				}
				if mine := do(own); mine.StatusCode > 299 || mine.text == other.text {
					t.Errorf("one's own building: %d %s", mine.StatusCode, mine.text)
				}
			})
		}
	}
}

// everything is all that is kept of the community, and the audit log.
func (h *house) everything(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	s := h.Community.Store
	dump(t, &b, s.People.All(t.Context()))
	dump(t, &b, s.Households.All(t.Context()))
	dump(t, &b, s.Consents.All(t.Context()))
	dump(t, &b, s.Relations.All(t.Context()))
	lines, _, err := h.Audit.Lines(t.Context(), audit.Query{Scopes: []string{"*"}, Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		fmt.Fprintln(&b, l)
	}
	return b.String()
}

func dump[T any](t *testing.T, b *strings.Builder, all iter.Seq2[T, error]) {
	t.Helper()
	for v, err := range all {
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewEncoder(b).Encode(v); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWhatIsNeverShown reads everything of GX-12 there is to read, in four roles,
// and looks for what each must not see.
func TestWhatIsNeverShown(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	numbers := []string{"15400000001", "15400000007", "1988-05-04", "1996-07-19"}
	given := []string{"海燕", "秀英", "婆婆", "童磊", "小米"}
	flats := []string{"501", "502", "2单元"}
	for name, tt := range map[string]struct {
		token  string
		hidden [][]string
		shown  []string
	}{
		"building head":    {h.standing(t, tongPhone, communitytest.Tong), [][]string{numbers}, []string{"童磊", "GX-12-2-502", "154****0007", "1996"}},
		"hotline operator": {h.holding(t, hotlinePhone, identity.Hotline, "*"), [][]string{numbers}, []string{"童磊", "GX-12-2-502"}},
		"organiser":        {h.holding(t, organiserPhone, identity.Organiser, "Z5"), [][]string{numbers, given, flats}, []string{"童*", "桂香苑 12栋", "154****0007"}},
		"commander":        {h.holding(t, commanderPhone, identity.Commander, "*"), [][]string{numbers, given, flats, {`"code":"E"`}}, []string{"童*", "桂香苑 12栋"}},
	} {
		all := ""
		for _, r := range h.communityTable() {
			if r.Method != "GET" {
				continue
			}
			for _, x := range asks[r.ID] {
				for _, n := range []names{own, {"GX-12", communitytest.Dengs, communitytest.Gong, "", "15400000001", "GX-12-2-501"}, {"GX-12", communitytest.Dengs, communitytest.Xiaomi, "", "15400000005", "GX-12-2-501"}} {
					path, _ := r.ask(x, n)
					res := h.do(t, "GET", path, "", bearer(tt.token))
					if res.StatusCode != 200 && res.StatusCode != 403 {
						t.Errorf("%s: GET %s: %d %s", name, path, res.StatusCode, res.text)
					}
					for _, secret := range flatten(tt.hidden) {
						if strings.Contains(res.text, secret) {
							t.Errorf("%s: GET %s tells %q: %s", name, path, secret, res.text)
						}
					}
					if strings.Contains(res.text, "null") && !strings.Contains(res.text, `"visit":null`) {
						t.Errorf("%s: GET %s: a list is null: %s", name, path, res.text)
					}
					all += res.text
				}
			}
		}
		for _, word := range tt.shown {
			if !strings.Contains(all, word) {
				t.Errorf("%s does not see %q", name, word)
			}
		}
	}
}

func flatten(lists [][]string) []string {
	var out []string
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}
