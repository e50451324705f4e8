package checkin

import (
	"cmp"
	"slices"
	"time"

	"wanjia/ticketing/pass"
)

// earlier puts records in the order in which admissions count, the same however they
// came.
func earlier(a, b Record) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Device, b.Device), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Nonce, b.Nonce))
}

// GateCount is who went through a gate.
type GateCount struct {
	Gate string
	In   int // with those without a pass, and children
	Walk int // of them, without a pass
	Out  int
	Last time.Time // the latest record, by the devices' clocks; zero for none
}

// Kinds of a conflict.
const (
	Double   = "double_admission" // more came in with a pass than it is for
	Twin     = "twin_device"      // two logs under one name: a device that was copied or set back
	Tampered = "tampered_log"     // a line's seal is not the device's; it counts nothing
	Gap      = "log_gap"          // lines before one that came have not come
)

// Conflict is something in the logs that cannot be, for a person to look at. No
// visitor suffers from it.
type Conflict struct {
	Kind   string
	Record Record        // that makes it one
	First  Record        // that was there first; the line before the gap
	Excess int           // persons more than the pass is for, with Double; lines, with Gap
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
	a := adding{gates: map[string]*GateCount{}, serials: map[pass.Serial][]Record{}}
	for _, r := range list {
		a.add(r)
	}
	a.conflicts = append(a.conflicts, chains(list)...)
	slices.SortStableFunc(a.conflicts, func(x, y Conflict) int { return cmp.Or(earlier(x.Record, y.Record), cmp.Compare(x.Kind, y.Kind)) })
	t := Tally{In: a.in, Out: a.out, Conflicts: a.conflicts}
	for _, g := range a.gates {
		t.Gates = append(t.Gates, *g)
	}
	slices.SortFunc(t.Gates, func(a, b GateCount) int { return cmp.Compare(a.Gate, b.Gate) })
	return t
}

// adding is a tally half done.
type adding struct {
	gates     map[string]*GateCount
	serials   map[pass.Serial][]Record
	conflicts []Conflict
	in, out   int
}

func (a *adding) add(r Record) {
	if r.Broken {
		a.conflicts = append(a.conflicts, Conflict{Kind: Tampered, Record: r})
		return
	}
	g := a.gates[r.Gate]
	if g == nil {
		g = &GateCount{Gate: r.Gate}
		a.gates[r.Gate] = g
	}
	if r.At.After(g.Last) {
		g.Last = r.At
	}
	if r.Kind == Out {
		g.Out, a.out = g.Out+r.Heads(), a.out+r.Heads()
		return
	}
	g.In, a.in = g.In+r.Heads(), a.in+r.Heads()
	if r.Kind == Walk {
		g.Walk += r.Heads()
		return
	}
	before := a.serials[r.Serial]
	if over := persons(before) + r.Persons - r.Party; over > 0 && len(before) > 0 {
		a.conflicts = append(a.conflicts, Conflict{
			Kind: Double, Record: r, First: before[0], Excess: min(over, r.Persons), Lag: r.At.Sub(before[0].At),
		})
	}
	a.serials[r.Serial] = append(before, r)
}

// chains looks at each device's log: two lines under one number, a line that follows
// another than the one that is here, and numbers that have not come.
func chains(list []Record) []Conflict {
	logs := map[DeviceID][]Record{}
	for _, r := range list {
		if !r.Broken {
			logs[r.Device] = append(logs[r.Device], r)
		}
	}
	var out []Conflict
	for _, log := range logs {
		slices.SortStableFunc(log, func(a, b Record) int { return cmp.Compare(a.Seq, b.Seq) })
		var before Record
		seals := []string{""} // of the lines under the number of before
		for _, r := range log {
			lag := r.At.Sub(before.At)
			if r.Seq == before.Seq {
				out = append(out, Conflict{Kind: Twin, Record: r, First: before, Lag: lag})
				seals = append(seals, r.Seal)
				continue
			}
			switch {
			case r.Seq > before.Seq+1:
				out = append(out, Conflict{Kind: Gap, Record: r, First: before, Excess: int(r.Seq - before.Seq - 1)})
			case !slices.Contains(seals, r.Prev):
				out = append(out, Conflict{Kind: Twin, Record: r, First: before, Lag: lag})
			}
			before, seals = r, []string{r.Seal}
		}
	}
	return out
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
