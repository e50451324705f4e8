package community_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/fault"
)

var head12 = community.Reach{"GX-12"}

// record is the record of changes in memory.
type record struct {
	mu    sync.Mutex
	lines []string
}

func (r *record) write(ctx context.Context, act community.Act, change func(context.Context) error) error {
	err := change(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, fmt.Sprint(act.What, " ", act.Object, " ", act.Scope, " ", act.Detail["visit"], " ", act.Detail["state"], " ", err))
	return err
}

func (r *record) with(words ...string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	for _, line := range r.lines {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
			n++
		}
	}
	return n
}

func visitAt(id string, h community.HouseholdID, state string, at time.Time) community.SyncedVisit {
	return community.SyncedVisit{Visit: community.Visit{ID: id, State: state, At: at}, Household: h}
}

func met(id string, h community.HouseholdID, name string) community.SyncedPerson {
	return community.SyncedPerson{ID: id, Person: community.NewPerson{Household: h, Name: name, Agreed: byHead("童爱华")}}
}

// codes are what became of each entry: "" for stored.
func resultCodes(results []community.Result) []string {
	list := []string{}
	for _, r := range results {
		code := ""
		if r.Err != nil {
			code = fault.Of(r.Err).Code
		}
		list = append(list, code)
	}
	return list
}

// doors is what a building's doors are in the end: visits, who lives there and who
// agreed, without ids and moments of our own making.
func (w *village) doors(t *testing.T, building community.NodeID) string {
	t.Helper()
	list, err := w.Doors(t.Context(), community.Reach{building}, building)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintln(&b, d.Household.Code, d.Household.Known, d.Household.Visit, d.Household.Earlier)
		names := map[string]bool{}
		for _, p := range d.People {
			names[fmt.Sprint(p.Name, p.Sex, p.Born, p.Phone, p.Consented, p.Residency.State)] = true
		}
		fmt.Fprintln(&b, len(d.People), slices.Sorted(maps.Keys(names)))
	}
	return b.String()
}

// walk is an afternoon on the stairs: a head and a deputy at the same doors.
func walk() []community.Synced {
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	var entries []community.Synced
	for i := range 9 {
		h := []community.HouseholdID{communitytest.Dengs, communitytest.Tongs}[i%2]
		state := []string{community.NobodyIn, community.Spoken, community.MovedAway}[i%3]
		// Two at the very same moment: the clocks of devices tell minutes apart, not more.
		v := visitAt(fmt.Sprintf("visit-%04d", i), h, state, noon.Add(time.Duration(i/2)*time.Minute))
		entries = append(entries, community.Synced{Visits: []community.SyncedVisit{v}})
	}
	for i, name := range []string{"邓大伯", "邓二姑", "邓大伯", "赖婆婆"} { // two devices wrote 邓大伯 down
		entries = append(entries, community.Synced{People: []community.SyncedPerson{met(fmt.Sprintf("person-%04d", i), communitytest.Dengs, name)}})
	}
	for i := range 2 { // and both found the tenants of 301
		entries = append(entries, community.Synced{Households: []community.SyncedHousehold{{ID: fmt.Sprintf("home-%04d", i), Building: "GX-12", Unit: 2, Room: "301"}}})
	}
	return entries
}

func joined(entries []community.Synced, account string) community.Synced {
	all := community.Synced{Account: account}
	for _, e := range entries {
		all.Households = append(all.Households, e.Households...)
		all.Visits = append(all.Visits, e.Visits...)
		all.People = append(all.People, e.People...)
	}
	return all
}

// TestSyncConverges: whatever the order in which entries arrive, in however many
// syncs, repeated or not, the doors are the same in the end.
func TestSyncConverges(t *testing.T) {
	t.Parallel()
	sync := func(w *village, r *record, s community.Synced) {
		t.Helper()
		results, err := w.SyncDoors(t.Context(), head12, s, r.write)
		if err != nil {
			t.Fatal(err)
		}
		if codes := resultCodes(results); slices.ContainsFunc(codes, func(c string) bool { return c != "" }) {
			t.Fatalf("refused: %v", codes)
		}
	}
	once, r := newVillage(t), &record{}
	sync(once, r, joined(walk(), "a-1"))
	want := once.doors(t, "GX-12")
	if n := r.with("household.visit"); n != 9 {
		t.Errorf("%d lines of visits, want one each for 9", n)
	}
	lines := len(r.lines)
	sync(once, r, joined(walk(), "a-1"))
	if got := once.doors(t, "GX-12"); got != want || len(r.lines) != lines {
		t.Errorf("repeated: %d more lines\n%s", len(r.lines)-lines, cmp.Diff(want, got))
	}
	for seed := range uint64(20) {
		entries, dice := walk(), rand.New(rand.NewPCG(seed, 1))
		dice.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
		w, r := newVillage(t), &record{}
		for len(entries) > 0 {
			n := 1 + dice.IntN(len(entries))
			sync(w, r, joined(entries[:n], "a-1"))
			if dice.IntN(2) == 0 {
				sync(w, r, joined(entries[:n], "a-1"))
			}
			entries = entries[n:]
		}
		if diff := cmp.Diff(want, w.doors(t, "GX-12")); diff != "" {
			t.Fatalf("order %d ends elsewhere:\n%s", seed, diff)
		}
		if n := r.with("household.visit"); n != 9 {
			t.Errorf("order %d: %d lines of visits, want 9", seed, n)
		}
	}
}

// TestSyncOfTwoAtOnce: head and deputy come back at the same moment.
func TestSyncOfTwoAtOnce(t *testing.T) {
	t.Parallel()
	one := newVillage(t)
	if _, err := one.SyncDoors(t.Context(), head12, joined(walk(), "a-1"), (&record{}).write); err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(one.doors(t, "GX-12"), "a-1", "a-?")
	for range 20 {
		w, r := newVillage(t), &record{}
		entries := walk()
		var wg sync.WaitGroup
		for device := range 2 {
			wg.Go(func() {
				mine := []community.Synced{}
				for i, e := range entries { // half each, and three from both
					if i%2 == device || i < 3 {
						mine = append(mine, e)
					}
				}
				results, err := w.SyncDoors(t.Context(), head12, joined(mine, fmt.Sprint("a-", device)), r.write)
				if err != nil {
					t.Error(err)
				}
				for _, x := range results {
					if x.Err != nil {
						t.Errorf("%s: %v", x.ID, x.Err)
					}
				}
			})
		}
		wg.Wait()
		got := strings.NewReplacer("a-0", "a-?", "a-1", "a-?").Replace(w.doors(t, "GX-12"))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("two at once end elsewhere:\n%s", diff)
		}
		if n := r.with("household.visit"); n < 9 {
			t.Errorf("%d lines of visits, want at least 9", n)
		}
	}
}

// TestSyncSameMoment: two devices bring the same, and both have looked before either
// has written.
func TestSyncSameMoment(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	at := time.Date(2026, 11, 20, 18, 0, 0, 0, time.UTC)
	for name, s := range map[string]community.Synced{
		"a visit":     {Visits: []community.SyncedVisit{visitAt("visit-0001", communitytest.Tongs, community.Spoken, at)}},
		"a household": {Households: []community.SyncedHousehold{{ID: "home-0001", Building: "GX-12", Unit: 2, Room: "301"}}},
		"a person":    {People: []community.SyncedPerson{met("person-0001", communitytest.Dengs, "邓大伯")}},
	} {
		var arrived, wg sync.WaitGroup
		arrived.Add(2)
		for range 2 {
			wg.Go(func() {
				results, err := w.SyncDoors(t.Context(), head12, s, func(ctx context.Context, _ community.Act, change func(context.Context) error) error {
					arrived.Done()
					arrived.Wait()
					return change(ctx)
				})
				if err != nil || results[0].Err != nil || results[0].Person == "" && results[0].Household == "" {
					t.Errorf("%s: %+v, %v", name, results, err)
				}
			})
		}
		wg.Wait()
	}
	h, err := w.Store.Households.Get(t.Context(), communitytest.Tongs)
	if err != nil || h.Visit.ID != "visit-0001" || len(h.Earlier) != 0 {
		t.Errorf("the visit is there %d times, %v", 1+len(h.Earlier), err)
	}
	if homes, err := w.HouseholdsAt(t.Context(), "GX-12-2-301"); err != nil || len(homes) != 1 {
		t.Errorf("%d households in 301, %v", len(homes), err)
	}
	people, err := w.PeopleOf(t.Context(), communitytest.Dengs)
	if err != nil || len(people) != 5 {
		t.Errorf("%d people at the Dengs', want 5, %v", len(people), err)
	}
}

// TestSyncLaterVisitWins: by the device's clock, and the earlier one is not lost.
func TestSyncLaterVisitWins(t *testing.T) {
	t.Parallel()
	w, r := newVillage(t), &record{}
	at := time.Date(2026, 11, 20, 18, 0, 0, 0, time.UTC)
	for _, v := range []community.SyncedVisit{
		visitAt("evening-1", communitytest.Tongs, community.Spoken, at),
		visitAt("morning-1", communitytest.Tongs, community.NobodyIn, at.Add(-9*time.Hour)),
	} {
		if _, err := w.SyncDoors(t.Context(), head12, community.Synced{Account: "a-1", Visits: []community.SyncedVisit{v}}, r.write); err != nil {
			t.Fatal(err)
		}
	}
	h, err := w.Store.Households.Get(t.Context(), communitytest.Tongs)
	if err != nil {
		t.Fatal(err)
	}
	if h.Visit.ID != "evening-1" || h.Visit.By != "a-1" || len(h.Earlier) != 1 || h.Earlier[0].ID != "morning-1" {
		t.Errorf("visit %+v, earlier %+v", h.Visit, h.Earlier)
	}
	if r.with("household.visit household/h-tong GX-12 morning-1 nobody_in <nil>") != 1 || r.with("evening-1") != 1 {
		t.Errorf("the record: %q", r.lines)
	}
}

// TestSyncClockAhead: a device that lives in next year does not have the last word
// for a year, and what it saw keeps its order.
func TestSyncClockAhead(t *testing.T) {
	t.Parallel()
	w, r := newVillage(t), &record{}
	far := time.Date(2027, 11, 20, 18, 0, 0, 0, time.UTC)
	_, err := w.SyncDoors(t.Context(), head12, community.Synced{Visits: []community.SyncedVisit{
		visitAt("ahead-0002", communitytest.Tongs, community.Spoken, far.Add(time.Minute)),
		visitAt("ahead-0001", communitytest.Tongs, community.NobodyIn, far),
	}}, r.write)
	if err != nil {
		t.Fatal(err)
	}
	w.pass(time.Hour)
	_, err = w.SyncDoors(t.Context(), head12, community.Synced{Visits: []community.SyncedVisit{
		visitAt("right-0001", communitytest.Tongs, community.MovedAway, w.Now()),
	}}, r.write)
	if err != nil {
		t.Fatal(err)
	}
	h, err := w.Store.Households.Get(t.Context(), communitytest.Tongs)
	if err != nil {
		t.Fatal(err)
	}
	if h.Visit.ID != "right-0001" || len(h.Earlier) != 2 || h.Earlier[0].ID != "ahead-0002" || h.Earlier[1].ID != "ahead-0001" {
		t.Errorf("visit %+v, earlier %+v", h.Visit, h.Earlier)
	}
}

// TestSyncBadEntries: each is refused by its own code, and the good ones are stored.
func TestSyncBadEntries(t *testing.T) {
	t.Parallel()
	w, r := newVillage(t), &record{}
	at := time.Date(2026, 11, 20, 18, 0, 0, 0, time.UTC)
	long := visitAt("visit-0005", communitytest.Tongs, community.Spoken, at)
	long.Note = strings.Repeat("长", 201)
	unheard := met("person-0003", communitytest.Tongs, "童小妹")
	unheard.Person.Agreed = &community.Agreed{How: "voice"}
	results, err := w.SyncDoors(t.Context(), head12, community.Synced{
		Account: "a-1",
		Households: []community.SyncedHousehold{
			{ID: "home-0001", Building: "GX-2", Unit: 1, Room: "102"}, {ID: "home-0002", Building: "GX-12", Unit: 9, Room: "102"},
			{ID: "home-0003", Building: "GX-12", Unit: 1, Room: "102"},
		},
		Visits: []community.SyncedVisit{
			visitAt("visit-0001", communitytest.Wans, community.Spoken, at), visitAt("visit-0002", "h-nobody", community.Spoken, at),
			visitAt("visit-0003", communitytest.Tongs, "danced", at), visitAt("no", communitytest.Tongs, community.Spoken, at), long,
			visitAt("visit-0006", "home-0003", community.Spoken, at), visitAt("visit-0007", communitytest.Tongs, community.Spoken, time.Time{}),
			visitAt("visit-0008", communitytest.Tongs, community.Spoken, at),
		},
		People: []community.SyncedPerson{
			met("person-0001", communitytest.Wans, "万嫂"), met("person-0002", communitytest.Tongs, "童😀"), unheard,
			met("person-0004", "home-0003", "蔡婆婆"), met("person-0005", communitytest.Dengs, "龚秀英"),
		},
	}, r.write)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"no_such_building", "no_such_address", "",
		"no_such_household", "no_such_household", "visit", "device_id", "visit", "", "visit", "",
		"no_such_household", "name", "witness", "", "",
	}
	if diff := cmp.Diff(want, resultCodes(results)); diff != "" {
		t.Error(diff)
	}
	if again, err := w.SyncDoors(t.Context(), head12, community.Synced{Households: []community.SyncedHousehold{
		{ID: "home-0009", Building: "GX-12", Unit: 1, Room: "102室"},
	}}, r.write); err != nil || !again[0].Known || again[0].Household != results[2].Household || results[2].Known {
		t.Errorf("the flat of the new tenants: %+v, then %+v, %v", results[2], again, err)
	}
	if last := results[len(results)-1]; !last.Known || last.Person != communitytest.Gong {
		t.Errorf("the grandmother who was there: %+v", last)
	}
	if new := results[len(results)-2]; new.Known || new.Person == "" {
		t.Errorf("the new tenant: %+v", new)
	} else if p := w.person(t, new.Person); p.Household != results[2].Household || p.Residency.State != "confirmed" || p.Channel != "head" {
		t.Errorf("the new tenant is %+v", p)
	}
	if h, err := w.Store.Households.Get(t.Context(), communitytest.Wans); err != nil || h.Visit.ID != "" {
		t.Errorf("the next building: %+v, %v", h.Visit, err)
	}
	if r.with("GX-2") != 0 {
		t.Errorf("the record speaks of the next building: %q", r.lines)
	}
}

// TestSyncDoesNotBringBack: what was corrected or removed since a sync stays so when
// the device comes back with the same entries.
func TestSyncDoesNotBringBack(t *testing.T) {
	t.Parallel()
	w, r := newVillage(t), &record{}
	entries := community.Synced{People: []community.SyncedPerson{
		met("person-0001", communitytest.Dengs, "邓大伯"), met("person-0002", communitytest.Dengs, "邓二姑"),
	}}
	results, err := w.SyncDoors(t.Context(), head12, entries, r.write)
	if err != nil {
		t.Fatal(err)
	}
	right := "邓达博"
	if _, err := w.Correct(t.Context(), results[0].Person, community.Correction{Name: &right}); err != nil {
		t.Fatal(err)
	}
	if err := w.Erase(t.Context(), results[1].Person); err != nil {
		t.Fatal(err)
	}
	want, lines := w.doors(t, "GX-12"), len(r.lines)
	again, err := w.SyncDoors(t.Context(), head12, entries, r.write)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"", ""}, resultCodes(again)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, w.doors(t, "GX-12")); diff != "" || len(r.lines) != lines {
		t.Errorf("%d more lines, and\n%s", len(r.lines)-lines, diff)
	}
}

// TestSyncTooMany: nothing of a sync that is too long is stored.
func TestSyncTooMany(t *testing.T) {
	t.Parallel()
	w, r := newVillage(t), &record{}
	s := community.Synced{People: []community.SyncedPerson{met("person-0001", communitytest.Dengs, "邓大伯")}}
	for i := range 50 {
		s.Visits = append(s.Visits, visitAt(fmt.Sprintf("visit-%04d", i), communitytest.Dengs, community.Spoken, communitytest.Born))
	}
	if _, err := w.SyncDoors(t.Context(), head12, s, r.write); !errors.Is(err, community.ErrDoorsMany) || len(r.lines) > 0 {
		t.Errorf("51 entries: %v, %d lines", err, len(r.lines))
	}
	s.People = nil
	if results, err := w.SyncDoors(t.Context(), head12, s, r.write); err != nil || len(results) != 50 {
		t.Errorf("50 entries: %d results, %v", len(results), err)
	}
	h, err := w.Store.Households.Get(t.Context(), communitytest.Dengs)
	if err != nil || len(h.Earlier) != 7 || !h.Visited(h.Earlier[6].ID) || h.Visited("visit-0000") {
		t.Errorf("%d visits are kept behind the latest, %v", len(h.Earlier), err)
	}
}

// TestSyncWithoutARecord: where no line can be written nothing changes.
func TestSyncWithoutARecord(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	want := w.doors(t, "GX-12")
	full := errors.New("the log is full")
	results, err := w.SyncDoors(t.Context(), head12, joined(walk(), "a-1"), func(context.Context, community.Act, func(context.Context) error) error { return full })
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if !errors.Is(r.Err, full) {
			t.Errorf("%s: %v", r.ID, r.Err)
		}
	}
	if diff := cmp.Diff(want, w.doors(t, "GX-12")); diff != "" {
		t.Error(diff)
	}
}

// TestSyncWhileTheStoreIsAway: the device hears that nothing is certain, and that
// bringing it again is right.
func TestSyncWhileTheStoreIsAway(t *testing.T) {
	t.Parallel()
	w, r := newVillage(t), &record{}
	n := 0
	flaky := func(ctx context.Context, act community.Act, change func(context.Context) error) error {
		if n++; n == 5 {
			return fmt.Errorf("write line: %w", fault.ErrUnavailable)
		}
		return r.write(ctx, act, change)
	}
	if results, err := w.SyncDoors(t.Context(), head12, joined(walk(), "a-1"), flaky); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("%v, %v", results, err)
	}
	if _, err := w.SyncDoors(t.Context(), head12, joined(walk(), "a-1"), flaky); err != nil {
		t.Fatal(err)
	}
	whole := newVillage(t)
	if _, err := whole.SyncDoors(t.Context(), head12, joined(walk(), "a-1"), r.write); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole.doors(t, "GX-12"), w.doors(t, "GX-12")); diff != "" {
		t.Error(diff)
	}
}
