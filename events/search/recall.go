package search

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Key is a question whose answer is known.
type Key struct {
	Query  string
	Scope  []string // as in [Query]
	WantID string   // what must be found; "" for a question that must find nothing
	Kind   string   // what makes it hard, the row of the table it counts in
}

// recallAt is how many hits an answer may be among.
const recallAt = 5

// KindRecall is how often keys of one kind were answered.
type KindRecall struct {
	Kind   string
	Keys   int
	Found  int   // among the first five hits
	First  int   // as the very first
	Missed []Key // some of those not found, to look into
}

// At5 returns the share found, from 0 to 1; 1 if there were no keys.
func (r KindRecall) At5() float64 {
	if r.Keys == 0 {
		return 1
	}
	return float64(r.Found) / float64(r.Keys)
}

const mostMissed = 5

// RecallTable is one row per kind, in the order of their names.
type RecallTable []KindRecall

// Recall asks x every key and counts by kind what share was answered.
func Recall(x *Index, keys iter.Seq[Key]) RecallTable {
	rows := map[string]*KindRecall{}
	for key := range keys {
		row, ok := rows[key.Kind]
		if !ok {
			row = &KindRecall{Kind: key.Kind}
			rows[key.Kind] = row
		}
		row.Keys++
		hits := x.Search(Query{Text: key.Query, Scope: key.Scope, Limit: recallAt})
		place := slices.IndexFunc(hits, func(h Hit) bool { return h.ID == key.WantID })
		if key.WantID == "" && len(hits) == 0 {
			place = 0
		}
		switch {
		case place < 0 && len(row.Missed) < mostMissed:
			row.Missed = append(row.Missed, key)
		case place >= 0:
			row.Found++
		}
		if place == 0 {
			row.First++
		}
	}
	table := make(RecallTable, 0, len(rows))
	for _, row := range rows {
		table = append(table, *row)
	}
	slices.SortFunc(table, func(a, b KindRecall) int { return cmp.Compare(a.Kind, b.Kind) })
	return table
}

// Row returns the row of a kind, or an empty one.
func (t RecallTable) Row(kind string) KindRecall {
	for _, row := range t {
		if row.Kind == kind {
			return row
		}
	}
	return KindRecall{Kind: kind}
}

// String writes the table for people: kind, keys, recall at 1 and at 5 in
// percent, and the sum of all.
func (t RecallTable) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-24s %8s %8s %8s\n", "kind", "keys", "first %", "in 5 %")
	all := KindRecall{Kind: "all"}
	for _, row := range t {
		row.write(&b)
		all.Keys, all.Found, all.First = all.Keys+row.Keys, all.Found+row.Found, all.First+row.First
	}
	all.write(&b)
	return b.String()
}

func (r KindRecall) write(b *strings.Builder) {
	first := 100 * float64(r.First) / float64(max(r.Keys, 1))
	fmt.Fprintf(b, "%-24s %8d %8.1f %8.1f\n", r.Kind, r.Keys, first, 100*r.At5())
}
