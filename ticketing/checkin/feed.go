package checkin

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"wanjia/events"
)

// How old what is told of the logs may be.
const (
	feedFor  = 500 * time.Millisecond
	tallyFor = 2 * time.Second
)

// settling is how long after its moment of coming a record may become visible: another
// process was slower to store it, or its clock is behind.
const settling = 15 * time.Second

// pageOf is how many admissions a device is told at once.
const pageOf = 2000

// feed is what has come of an event's logs, read from the store piece by piece.
type feed struct {
	event events.ID

	mu      sync.Mutex
	records []Record        // in the order of byComing, without late
	late    []Record        // that came since; see merge
	merged  time.Time       // when late was last put in its place at a cost
	known   map[string]bool // of records and late, by device and nonce
	at      time.Time       // of the last reading; zero for none
	tally   Tally
	added   time.Time // of the tally

	followers map[int]func(Record)
	next      int // number of a follower
}

func byComing(a, b Record) int {
	if c := a.Received.Compare(b.Received); c != 0 {
		return c
	}
	return cmp.Compare(a.Name(), b.Name())
}

// read brings the feed up to date, with mu held.
func (f *feed) read(ctx context.Context, store Store, now time.Time) error {
	if !f.at.IsZero() && now.Sub(f.at) < feedFor {
		return nil
	}
	var since time.Time
	if !f.at.IsZero() {
		since = f.at.Add(-settling)
	}
	records, err := store.RecordsSince(ctx, f.event, since)
	if err != nil {
		return err
	}
	f.take(records)
	f.at = now
	return nil
}

// take adds records, with mu held, and tells the followers.
func (f *feed) take(records []Record) {
	begin := len(f.late)
	for _, r := range records {
		if !f.known[r.Name()] {
			f.known[r.Name()] = true
			f.late = append(f.late, r)
		}
	}
	fresh := f.late[begin:]
	slices.SortFunc(fresh, byComing)
	for _, r := range fresh {
		for _, each := range f.followers {
			each(r)
		}
	}
}

// A rush of admissions comes in about the order in which it was received: putting each
// in its place at once would move all the others for every one of them.
const (
	mergeFew = 2000                   // records that are moved without a thought
	mergeFor = 100 * time.Millisecond // how old what is told of more may be
)

// merge puts what came late in its place, with mu held. Whoever has what was there before
// goes on reading it: nothing in it is moved.
func (f *feed) merge(now time.Time) {
	if len(f.late) == 0 {
		return
	}
	slices.SortFunc(f.late, byComing)
	n, _ := slices.BinarySearchFunc(f.records, f.late[0], byComing)
	if n < len(f.records) {
		moved := make([]Record, n, len(f.records)+len(f.late)+len(f.records)/8)
		copy(moved, f.records)
		later := f.records[n:]
		for _, r := range f.late {
			m, _ := slices.BinarySearchFunc(later, r, byComing)
			moved, later = append(append(moved, later[:m]...), r), later[m:]
		}
		f.records, f.late, f.merged = append(moved, later...), nil, now
		return
	}
	f.records, f.late = append(f.records, f.late...), nil
}

// mergeSoon is merge where it is cheap, or was not done for a moment.
func (f *feed) mergeSoon(now time.Time) {
	if age := now.Sub(f.merged); len(f.records) < mergeFew || age >= mergeFor || age < 0 {
		f.merge(now)
	}
}

// follow calls each with every record there is and with each that comes.
func (f *feed) follow(ctx context.Context, store Store, now time.Time, each func(Record)) (func(), error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.read(ctx, store, now); err != nil {
		return nil, err
	}
	f.merge(now)
	for _, r := range f.records {
		each(r)
	}
	if f.followers == nil {
		f.followers = map[int]func(Record){}
	}
	f.next++
	n := f.next
	f.followers[n] = each
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.followers, n)
	}, nil
}

func (f *feed) all(ctx context.Context, store Store, now time.Time) ([]Record, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.read(ctx, store, now)
	f.merge(now)
	return f.records, err
}

// soon is all but for what came a moment ago.
func (f *feed) soon(ctx context.Context, store Store, now time.Time) ([]Record, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.read(ctx, store, now)
	f.mergeSoon(now)
	return f.records, err
}

func (f *feed) total(ctx context.Context, store Store, now time.Time) (Tally, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.added.IsZero() && now.Sub(f.added) < tallyFor {
		return f.tally, nil
	}
	if err := f.read(ctx, store, now); err != nil {
		return Tally{}, err
	}
	f.merge(now)
	f.tally, f.added = Add(f.records), now
	return f.tally, nil
}

// came is told what this process has just stored, so that nobody waits for it to be
// read again.
func (f *feed) came(records []Record) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.at.IsZero() {
		f.take(records)
	}
}

// since returns what others admitted since a device last asked, by the cursor it was
// given then, "" for the whole night, and the next cursor. The same one may be told
// twice: what becomes visible late is not to be missed.
//
// own says whose lines are left out, as whoever asks has them.
func (f *feed) since(ctx context.Context, store Store, now time.Time, own func(DeviceID) bool, cursor string) ([]Record, string, bool, error) {
	all, err := f.soon(ctx, store, now)
	if err != nil {
		return nil, "", false, err
	}
	from := cursorOf(cursor)
	var out []Record
	begin, _ := slices.BinarySearchFunc(all, from.at, func(r Record, at time.Time) int { return r.Received.Compare(at) })
	for _, r := range all[begin:] {
		if from.name != "" && r.Received.Equal(from.at) && r.Name() <= from.name || own(r.Device) || r.Kind != In || r.Broken {
			continue
		}
		if out = append(out, r); len(out) == pageOf {
			return out, cursorAt{r.Received, r.Name()}.String(), true, nil
		}
	}
	return out, cursorAt{at: now.Add(-settling)}.String(), false, nil
}

// cursorAt is up to where a device has been told.
type cursorAt struct {
	at   time.Time
	name string // of the last one told with that moment; "" for none
}

func (c cursorAt) String() string { return fmt.Sprintf("%d.%s", c.at.UnixNano(), c.name) }

// cursorOf reads a cursor; what is none is the beginning.
func cursorOf(text string) cursorAt {
	stamp, name, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return cursorAt{}
	}
	return cursorAt{time.Unix(0, n), name}
}
