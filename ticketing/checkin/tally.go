package checkin

import (
	"cmp"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/ticketing/pass"
)

// DeviceID names a device at a gate.
type DeviceID string

// Kinds of a record.
const (
	In  = "in"  // admitted with a pass
	Out = "out" // counted out, with or without one
)

// Record is one line of a device's log. It is never changed; its time is the moment of
// the scan by the device's own clock.
type Record struct {
	Device  DeviceID
	Seq     int64  // 1, 2, 3 … by device, without a gap
	Nonce   string // made by the device; names the scan
	Event   events.ID
	Gate    string
	Kind    string
	Serial  pass.Serial // zero for who is counted out without a pass
	Persons int
	Party   int // of the pass
	At      time.Time
	Offline bool // the device had no network then
	Rules   int  // the version it went by

	Received time.Time     // by our clock
	Skew     time.Duration // of the device's clock against ours at the sync that brought it
}

// earlier puts records in the order in which admissions count, the same however they
// came.
func earlier(a, b Record) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Device, b.Device), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Nonce, b.Nonce))
}

// GateCount is who went through a gate.
type GateCount struct {
	Gate string
	In   int
	Out  int
	Last time.Time // the latest record, by the devices' clocks; zero for none
}

// Kinds of a conflict.
const (
	Double = "double_admission" // more came in with a pass than it is for
	Twin   = "twin_device"      // two devices log under one name
)

// Conflict is something in the logs that cannot be, for a person to look at. No
// visitor suffers from it.
type Conflict struct {
	Kind   string
	Record Record        // that makes it one
	First  Record        // that was there first
	Excess int           // persons more than the pass is for, with Double
	Lag    time.Duration // between the two
}

// Tally is what the logs of an event add up to.
type Tally struct {
	Gates     []GateCount // by name
	In        int
	Out       int
	Conflicts []Conflict // in the order of their records
}

// Add counts records. Their order does not matter, and the same one twice counts once:
// whoever walked in is inside, whatever the logs say of each other.
func Add(records []Record) Tally {
	list := slices.Clone(records)
	slices.SortFunc(list, earlier)
	list = slices.CompactFunc(list, func(a, b Record) bool { return a.Device == b.Device && a.Nonce == b.Nonce })
	var t Tally
	gates := map[string]*GateCount{}
	bySerial := map[pass.Serial][]Record{}
	type place struct {
		device DeviceID
		seq    int64
	}
	seen := map[place]Record{}
	for _, r := range list {
		g := gates[r.Gate]
		if g == nil {
			g = &GateCount{Gate: r.Gate}
			gates[r.Gate] = g
		}
		if r.At.After(g.Last) {
			g.Last = r.At
		}
		at := place{r.Device, r.Seq}
		if first, ok := seen[at]; ok {
			t.Conflicts = append(t.Conflicts, Conflict{Kind: Twin, Record: r, First: first, Lag: r.At.Sub(first.At)})
		} else {
			seen[at] = r
		}
		if r.Kind == Out {
			g.Out, t.Out = g.Out+r.Persons, t.Out+r.Persons
			continue
		}
		g.In, t.In = g.In+r.Persons, t.In+r.Persons
		before := bySerial[r.Serial]
		if over := persons(before) + r.Persons - r.Party; over > 0 && len(before) > 0 {
			t.Conflicts = append(t.Conflicts, Conflict{
				Kind: Double, Record: r, First: before[0], Excess: min(over, r.Persons), Lag: r.At.Sub(before[0].At),
			})
		}
		bySerial[r.Serial] = append(before, r)
	}
	for _, g := range gates {
		t.Gates = append(t.Gates, *g)
	}
	slices.SortFunc(t.Gates, func(a, b GateCount) int { return cmp.Compare(a.Gate, b.Gate) })
	return t
}

func persons(records []Record) int {
	n := 0
	for _, r := range records {
		n += r.Persons
	}
	return n
}

// Contiguous is the highest number up to which a device's log is here without a gap.
func Contiguous(from int64, seqs []int64) int64 {
	slices.Sort(seqs)
	for _, s := range seqs {
		if s == from+1 {
			from++
		}
	}
	return from
}
