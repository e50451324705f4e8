package streaming_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events/fault"
	"wanjia/streaming"
	"wanjia/streaming/streamingtest"
)

// named are performers without a group.
func named(people ...streaming.PersonID) []streaming.Performer {
	var all []streaming.Performer
	for _, p := range people {
		all = append(all, streaming.Performer{Person: p})
	}
	return all
}

// crowd are so many people, of whom nobody is another's.
func crowd(item, n int) []streaming.Performer {
	var all []streaming.Performer
	for i := range n {
		all = append(all, streaming.Performer{Person: streaming.PersonID(fmt.Sprintf("p-%d-%d", item, i))})
	}
	return all
}

// TestWhoPerforms: an item names people of the community, each once, and not a whole
// town; what is wrong is said with the item it is wrong in, and changes nothing.
func TestWhoPerforms(t *testing.T) {
	t.Parallel()
	consents := streamingtest.Consents{"p-a": true, "p-b": false}
	for name, tt := range map[string]struct {
		performers []streaming.Performer
		want       error
		detail     string
	}{
		"nobody":            {nil, nil, ""},
		"two":               {named("p-a", "p-b"), nil, ""},
		"a group":           {[]streaming.Performer{{Person: "p-a", Group: "江畔腰鼓队"}}, nil, ""},
		"unknown":           {named("p-a", "p-x"), streaming.ErrNoPerformer, "p-x"},
		"without a name":    {named(""), streaming.ErrNoPerformer, ""},
		"a very long name":  {named(streaming.PersonID(strings.Repeat("p", 129))), streaming.ErrNoPerformer, ""},
		"twice":             {named("p-a", "p-b", "p-a"), streaming.ErrPerformerTwice, "p-a"},
		"alone and leading": {[]streaming.Performer{{Person: "p-a"}, {Person: "p-a", Group: "腰鼓队"}}, streaming.ErrPerformerTwice, "p-a"},
		"a hundred":         {crowd(0, 100), streaming.ErrBadShow, "performers"},
		"one too many":      {crowd(0, 61), streaming.ErrBadShow, "performers"},
		"a group's long name": {
			[]streaming.Performer{{Person: "p-a", Group: strings.Repeat("队", 41)}}, streaming.ErrBadShow, "group",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shows := &streaming.Shows{Store: &streamingtest.Shows{}, Consents: consents, Now: time.Now}
			s := programme(1, 2)
			planned, err := shows.Plan(t.Context(), s, 0)
			if err != nil {
				t.Fatal(err)
			}
			changed, err := shows.Change(t.Context(), s.Channel, planned.Version, "02", streaming.ItemChange{Performers: &tt.performers})
			if !errors.Is(err, tt.want) {
				t.Fatalf("changing says %v, want %v", err, tt.want)
			}
			if err != nil {
				f := fault.Of(err)
				if f.Details["item"] != "02" || tt.detail != "" && f.Details["person"] != tt.detail && f.Details["field"] != tt.detail {
					t.Errorf("it is said of %v", f.Details)
				}
			}
			if err == nil && !slices.Equal(changed.Items[1].Performers, tt.performers) {
				t.Errorf("%+v perform", changed.Items[1].Performers)
			}
			now, err := shows.Show(t.Context(), s.Channel)
			if err != nil || tt.want != nil && now.Version != planned.Version {
				t.Errorf("what was refused is stored: %+v, %v", now, err)
			}
			s.Items[1].Performers = tt.performers
			if _, err := shows.Plan(t.Context(), s, now.Version); !errors.Is(err, tt.want) {
				t.Errorf("planning says %v, want %v", err, tt.want)
			}
		})
	}
}

// TestCastOfAShow: all items together name no more than a show can, whether they are
// planned at once or one by one.
func TestCastOfAShow(t *testing.T) {
	t.Parallel()
	s := programme(slices.Repeat([]int{1}, 20)...)
	for i := range s.Items {
		s.Items[i].Performers = crowd(i, 50)
	}
	if err := s.Valid(); err != nil || len(s.Cast()) != 1000 {
		t.Fatalf("%d people: %v", len(s.Cast()), err)
	}
	more := crowd(3, 51)
	if err := s.Change("04", streaming.ItemChange{Performers: &more}); !errors.Is(err, streaming.ErrBadShow) {
		t.Errorf("one more: %v", err)
	}
	s.Items[3].Performers = more
	if err := s.Valid(); !errors.Is(err, streaming.ErrBadShow) {
		t.Errorf("one more: %v", err)
	}
	s.Items[3].Performers = s.Items[4].Performers // they are counted once
	if err := s.Valid(); err != nil || len(s.Cast()) != 950 {
		t.Errorf("%d people: %v", len(s.Cast()), err)
	}
}

// TestHeld: an item is held back until all who are named agree and somebody has said of
// the rest that they do: the one without the other is not enough.
func TestHeld(t *testing.T) {
	t.Parallel()
	agreed := map[streaming.PersonID]bool{"p-a": true, "p-b": false}
	group := []streaming.Performer{{Person: "p-a", Group: "腰鼓队"}}
	for name, tt := range map[string]struct {
		item    streaming.ShowItem
		waiting int
		held    bool
	}{
		"nobody is named":                 {streaming.ShowItem{}, 0, false},
		"all agree":                       {streaming.ShowItem{Performers: named("p-a")}, 0, false},
		"one has not":                     {streaming.ShowItem{Performers: named("p-a", "p-b")}, 1, true},
		"one is nobody any more":          {streaming.ShowItem{Performers: named("p-a", "p-x")}, 1, true},
		"one has not, whatever is said":   {streaming.ShowItem{Performers: named("p-a", "p-b"), Agreed: true}, 1, true},
		"children":                        {streaming.ShowItem{Minors: true}, 0, true},
		"children whose guardians agreed": {streaming.ShowItem{Minors: true, Agreed: true}, 0, false},
		"children of whom one is named":   {streaming.ShowItem{Minors: true, Performers: named("p-a")}, 0, true},
		"children, and one who has not":   {streaming.ShowItem{Minors: true, Agreed: true, Performers: named("p-b")}, 1, true},
		"a group whose leader agreed":     {streaming.ShowItem{Performers: group}, 0, true},
		"a group of whom all agreed":      {streaming.ShowItem{Performers: group, Agreed: true}, 0, false},
	} {
		if w, held := tt.item.Waiting(agreed), tt.item.Held(agreed); len(w) != tt.waiting || held != tt.held {
			t.Errorf("%s: %v have not agreed, held back %t", name, w, held)
		}
	}
}

// TestTapeFollowsConsents: a clip and its part of the replay are there while all who are
// named agree, and not where nothing is known of one; who is named may still be changed
// when the show is over, and nothing else with it.
func TestTapeFollowsConsents(t *testing.T) {
	t.Parallel()
	tape := streaming.Tape{First: 0, Next: 30, Done: time.Now(), Items: []streaming.Played{{Item: "01", From: 0, To: 10, Cast: []streaming.PersonID{"p-a", "p-b"}}, {Item: "02", From: 10, To: 20}}}
	records := make([]streaming.Record, 30)
	for n := range records {
		records[n].Cell = int64(n)
	}
	for _, tt := range []struct {
		agreed map[streaming.PersonID]bool
		free   bool
	}{
		{nil, false},
		{map[streaming.PersonID]bool{"p-a": true}, false},
		{map[streaming.PersonID]bool{"p-a": true, "p-b": true}, true},
		{map[streaming.PersonID]bool{"p-a": true, "p-b": false}, false},
	} {
		tape.Mark(tt.agreed)
		if _, _, ok := tape.Clip("01"); ok != tt.free {
			t.Errorf("%v: the clip is there: %t", tt.agreed, ok)
		}
		if _, _, ok := tape.Clip("02"); !ok {
			t.Errorf("%v: the clip of another item is gone", tt.agreed)
		}
		if n := len(tape.Free(records)); n == 30 != tt.free || n < 20 {
			t.Errorf("%v: %d of the replay's cells are there", tt.agreed, n)
		}
	}
	s := programme(1)
	s.State = streaming.ShowEnded
	who, cut := named("p-a"), true
	if err := s.Change("01", streaming.ItemChange{Performers: &who, Cut: &cut}); !errors.Is(err, streaming.ErrShowState) {
		t.Errorf("more than who performs was changed of a show that is over: %v", err)
	}
	if err := s.Change("01", streaming.ItemChange{Performers: &who}); err != nil || len(s.Items[0].Performers) != 1 {
		t.Errorf("%v, %+v", err, s.Items[0])
	}
	if err := s.Change("01", streaming.ItemChange{}); !errors.Is(err, streaming.ErrShowState) {
		t.Errorf("nothing was changed of a show that is over: %v", err)
	}
}

// TestTapeIsOutdated: when others are named than when it was written, or somebody has
// said what nobody had; not by what people say, which is never written into it.
func TestTapeIsOutdated(t *testing.T) {
	t.Parallel()
	c := streaming.Channel{ID: "gala", Clock: streaming.Clock{Epoch: evening.Add(-time.Hour)}, Delay: time.Minute, Ladder: streaming.Ladder()}
	s := programme(1)
	s.State, s.Opened, s.Items[0].Minors, s.Items[0].Performers = streaming.ShowOnAir, evening, true, named("p-a")
	s.Items[0].Began = evening
	r := streaming.Recorder{Listings: &streamingtest.Ledger{}, Tapes: &streamingtest.Tapes{}, Now: func() time.Time { return evening.Add(time.Minute) }}
	tape, err := r.Follow(t.Context(), c, s, 0)
	if err != nil || tape.Outdated(c, s) || !slices.Equal(tape.Cast(), []streaming.PersonID{"p-a"}) {
		t.Fatalf("%+v, %v", tape, err)
	}
	tape.Mark(nil)
	if tape.Outdated(c, s) {
		t.Error("what people say makes it be written anew")
	}
	said, other := s, s
	said.Items, other.Items = slices.Clone(s.Items), slices.Clone(s.Items)
	said.Items[0].Agreed, other.Items[0].Performers = true, named("p-b")
	if !tape.Outdated(c, said) || !tape.Outdated(c, other) {
		t.Error("it is not written anew")
	}
}
