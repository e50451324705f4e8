package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// toldOnes keeps what people were told, by template and whom.
type toldOnes struct {
	mu   sync.Mutex
	kept map[string]string // by id: a message is one however often it is handed over
}

// Tell implements [banquet.Letters].
func (s *toldOnes) Tell(_ context.Context, id string, l banquet.Letter) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[id] = l.Template + " " + l.To
	return nil
}

func (s *toldOnes) count(template, to string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, line := range s.kept {
		if line == template+" "+to {
			n++
		}
	}
	return n
}

// TestDoorChange: what a building head brings back from a door changes or gives back what a
// household does, once however often it is sent, in their own building only, and never over
// what the household has changed since.
func TestDoorChange(t *testing.T) {
	t.Parallel()
	h := feasting(t)
	told := &toldOnes{kept: map[string]string{}}
	h.Banquet.Letters = told
	haiyan, head, other := h.haiyan(t), h.standing(t, "15400000006", communitytest.Tong), h.standing(t, "15400000010", communitytest.Luo)
	const at = "/v1/banquets/banquet-2027"
	const registration = at + "/registration"
	press := func(token, method, path, key, body string, status int, code string) BanquetRegistration {
		t.Helper()
		res := h.do(t, method, path, body, bearer(token), "Idempotency-Key: "+key)
		if res.StatusCode != status || code != "" && res.problem(t).Code != code {
			t.Fatalf("%s %s %s: %d %s, want %d %s", method, path, body, res.StatusCode, res.text, status, code)
		}
		if code != "" {
			return BanquetRegistration{}
		}
		return decoded[BanquetRegistration](t, res)
	}
	door := func() BanquetDoor {
		t.Helper()
		list := decoded[BanquetDoors](t, h.do(t, "GET", at+"/doors?building=GX-12", "", bearer(head)))
		i := slices.IndexFunc(list.Items, func(d BanquetDoor) bool { return d.Household == "h-deng" })
		if i < 0 {
			return BanquetDoor{}
		}
		return list.Items[i]
	}
	press(head, "POST", registration, "door-sign-1", `{"people":[{"person":"p-gong","way":"home"}],"wishes":["GX-12-2-502"],"for":"p-gong","confirm":true,`+voice+`}`, 201, "")
	seen := door()
	if len(seen.People) != 1 || seen.People[0] != (BanquetComing{Person: "p-gong", Way: "home"}) || len(seen.Wishes) != 1 {
		t.Fatalf("the list at the doors says %+v", seen)
	}
	change := func(rev int64, way string) string {
		return fmt.Sprintf(`{"rev":%d,"for":"p-gong","wishes":["GX-12-2-502"],"people":[{"person":"p-gong","way":"%s"},{"person":"p-xiaomi","way":"home"}],%s}`, rev, way, voice)
	}
	// While the head was on the stairs without a network, the daughter changed it.
	press(haiyan, "PUT", registration, "own-change-1", fmt.Sprintf(`{"rev":%d,"people":[{"person":"p-gong","way":"home"},{"person":"p-haiyan","way":"home"}]}`, seen.Rev), 200, "")
	press(head, "PUT", registration, "door-change-1", change(seen.Rev, "home"), 409, "banquet_changed")
	press(head, "DELETE", fmt.Sprintf("%s?for=p-gong&how=head&rev=%d", registration, seen.Rev), "", "", 409, "banquet_changed")
	now := door()
	if now.State != "confirmed" || now.Home != 2 || now.Rev == seen.Rev {
		t.Fatalf("after what came too late: %+v", now)
	}
	press(other, "PUT", registration, "door-change-2", change(now.Rev, "home"), 403, "not_for_them")
	press(other, "DELETE", fmt.Sprintf("%s?for=p-gong&how=head&rev=%d", registration, now.Rev), "", "", 403, "not_for_them")

	before := told.count("banquet_changed", "p-gong")
	press(head, "PUT", registration, "door-change-3", change(now.Rev, "not"), 200, "")
	press(head, "PUT", registration, "door-change-3", change(now.Rev, "not"), 200, "") // no answer came the first time
	if got := door(); got.Home != 1 || got.People[0].Way != "not" || got.Rev != now.Rev+1 || len(got.Wishes) != 1 {
		t.Errorf("changed at the door: %+v", got)
	}
	if n := told.count("banquet_changed", "p-gong"); n != before+1 {
		t.Errorf("the household is told %d times", n-before)
	}
	leave := fmt.Sprintf("%s?for=p-gong&how=head&rev=%d", registration, door().Rev)
	for range 2 {
		if r := press(head, "DELETE", leave, "", "", 200, ""); r.State != "cancelled" {
			t.Errorf("given back at the door: %+v", r)
		}
	}
	if n := told.count("banquet_cancelled", "p-gong"); n != 1 || door().State != "" {
		t.Errorf("told %d times that it is given back; the list says %+v", n, door())
	}
	press(haiyan, "POST", registration, "own-again-1", `{"people":[{"person":"p-haiyan","way":"home"}]}`, 201, "")
	press(head, "DELETE", leave, "", "", 409, "banquet_changed") // the same press, later than what they did since
	if got := door(); got.State != "confirmed" {
		t.Errorf("a press sent again undid what the household did since: %+v", got)
	}
	said := map[string]string{}
	for _, l := range h.auditLines(t, "household/h-deng") {
		said[l.What] = l.Role + " " + l.Detail["how"]
	}
	for what, want := range map[string]string{"banquet.register": "building_head voice", "banquet.change": "building_head voice", "banquet.give_back": "building_head head"} {
		if said[what] != want {
			t.Errorf("the log says of %s: %q, want %q", what, said[what], want)
		}
	}
}

// Without a telephone nobody is told by message: the building head finds them on the list of
// those to be told in person.
func TestDoorChangeToldInPerson(t *testing.T) {
	t.Parallel()
	h := feasting(t)
	h.Banquet.Letters = inPerson{h.Community}
	head := h.standing(t, "15400000006", communitytest.Tong)
	const registration = "/v1/banquets/banquet-2027/registration"
	h.pressed(t, head, "POST", registration, `{"people":[{"person":"p-gong","way":"home"}],"for":"p-gong","confirm":true,`+voice+`}`, 201, "")
	h.as(t, head, "DELETE", registration+"?for=p-gong&how=paper", "", 200)
	if list := h.as(t, head, "GET", "/v1/to-tell?building=GX-12", "", 200).text; !strings.Contains(list, "banquet_cancelled") && !strings.Contains(list, "已退回") {
		t.Errorf("the list of those to be told: %s", list)
	}
}

// inPerson leaves every message to a person, as the house does for whoever has no telephone.
type inPerson struct{ people *community.Service }

// Tell implements [banquet.Letters].
func (p inPerson) Tell(ctx context.Context, id string, l banquet.Letter) error {
	return p.people.NoteToTell(ctx, community.Notice{ID: id, Person: community.PersonID(l.To), Template: l.Template, Text: l.Text, At: l.At})
}
