package duplicates

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events/community"
	"wanjia/events/fault"
)

// ErrNoPair: there is no such proposal, or it lies outside the reach.
var ErrNoPair = fault.New(fault.NotFound, "no_such_pair", "there is no such pair, or it is not yours to see")

// ErrDecided: somebody has decided about the pair already.
var ErrDecided = fault.New(fault.Conflict, "pair_decided", "somebody has decided about these two meanwhile")

// State is what became of a proposal.
type State string

// The states. A pair that was dismissed stays so whatever changes.
const (
	Open      State = "open"
	Dismissed State = "dismissed"
	Merged    State = "merged"
)

// Pair is a proposal that two records are of one person.
//
// Indexes: "rank" (while open; the surest first), "left" (person/id), "right".
type Pair struct {
	ID        string              `json:"id"` // [community.PairID] of the two
	Left      community.PersonID  `json:"left"`
	Right     community.PersonID  `json:"right"`
	Buildings [2]community.NodeID `json:"buildings"`
	Score     float64             `json:"score"`
	Reasons   []string            `json:"reasons"`
	State     State               `json:"state"`
	Found     time.Time           `json:"found"`
	Decided   time.Time           `json:"decided,omitzero"`
	By        string              `json:"by,omitempty"`
	Why       string              `json:"why,omitempty"`
}

// Rank is where an open pair stands in the list.
func (p Pair) Rank() string { return fmt.Sprintf("%04d/%s", 1000-int(1000*p.Score+0.5), p.ID) }

// Mark is how far the looking has come.
type Mark struct {
	ID      string    `json:"id"`
	Changed time.Time `json:"changed"` // people changed before it were looked at
	Whole   time.Time `json:"whole"`   // when all were compared last
}

// Finder keeps the proposals up to date and lists them. Its fields are set once,
// before use.
type Finder struct {
	Pairs     community.Records[string, Pair]
	Marks     community.Records[string, Mark]
	Community *community.Service
	Now       func() time.Time
}

const (
	markID    = "people"
	lag       = time.Minute     // a change may become visible so long after the moment it carries
	many      = 2000            // changed people, above which comparing all is less work
	wholeRest = 2 * time.Minute // between two comparisons of all, while a long list comes in
)

// ErrNoMark: nobody has looked yet.
var ErrNoMark = fault.New(fault.Internal, "no_such_mark", "nobody has looked for duplicates yet")

// Round looks at the people changed since the last round, or at all if nobody has
// yet or too many have. Safe to repeat and to run in several processes.
func (f *Finder) Round(ctx context.Context) error {
	mark, err := f.mark(ctx)
	if err != nil {
		return err
	}
	start := f.Now()
	var changed []community.Person
	if !mark.Whole.IsZero() {
		if changed, err = f.changed(ctx, mark.Changed.Add(-lag)); err != nil {
			return err
		}
	}
	switch {
	case mark.Whole.IsZero(), len(changed) > many && start.Sub(mark.Whole) >= wholeRest:
		err = f.whole(ctx)
		mark.Whole = start
	case len(changed) > many:
		return nil // soon
	default:
		err = f.refresh(ctx, changed)
	}
	if err != nil {
		return err
	}
	_, err = f.Marks.Change(ctx, markID, func(m *Mark) error {
		if start.After(m.Changed) {
			m.Changed = start
		}
		if mark.Whole.After(m.Whole) {
			m.Whole = mark.Whole
		}
		return nil
	})
	return err
}

func (f *Finder) mark(ctx context.Context) (Mark, error) {
	m, err := f.Marks.Get(ctx, markID)
	if !errors.Is(err, ErrNoMark) {
		return m, err
	}
	m = Mark{ID: markID}
	_, err = f.Marks.Add(ctx, m)
	return m, err
}

// changed lists the people changed since a moment, at most one more than many.
func (f *Finder) changed(ctx context.Context, since time.Time) ([]community.Person, error) {
	var all []community.Person
	by := community.By{Index: "changed", From: since.UTC().Format("2006-01-02T15:04:05.000000000Z"), Limit: 1000}
	for {
		page, next, err := f.Community.Store.People.List(ctx, by)
		if err != nil {
			return nil, err
		}
		if all = append(all, page...); next == "" || len(all) > many {
			return all, nil
		}
		by.After = next
	}
}

// whole compares everybody.
func (f *Finder) whole(ctx context.Context) error {
	tree, err := f.Community.Tree(ctx)
	if err != nil {
		return err
	}
	var records []Record
	for p, err := range f.Community.Store.People.All(ctx) {
		if err != nil {
			return err
		}
		if p.Live() {
			records = append(records, f.record(tree, p))
		}
	}
	matches := All(records)
	standing := make(map[string]bool, len(matches))
	for batch := range slices.Chunk(matches, 500) {
		for _, m := range batch {
			standing[community.PairID(m.Left.ID, m.Right.ID)] = true
		}
		if err := f.propose(ctx, batch); err != nil {
			return err
		}
	}
	for p, err := range f.Pairs.All(ctx) {
		if err != nil {
			return err
		}
		if err := f.withdraw(ctx, p, standing); err != nil {
			return err
		}
	}
	return nil
}

// withdraw removes an open proposal that does not stand any more.
func (f *Finder) withdraw(ctx context.Context, p Pair, standing map[string]bool) error {
	if p.State != Open || standing[p.ID] {
		return nil
	}
	return f.Pairs.Remove(ctx, p.ID)
}

func (f *Finder) record(tree *community.Tree, p community.Person) Record {
	b, _ := tree.Building(p.Building)
	return New(p, b.Estate)
}

// propose keeps pairs, or brings those that are open up to date.
func (f *Finder) propose(ctx context.Context, matches []Match) error {
	if len(matches) == 0 {
		return nil
	}
	pairs := make([]Pair, len(matches))
	for i, m := range matches {
		pairs[i] = Pair{
			ID: community.PairID(m.Left.ID, m.Right.ID), Left: m.Left.ID, Right: m.Right.ID,
			Buildings: [2]community.NodeID{m.Left.Building, m.Right.Building}, Score: m.Score, Reasons: m.Reasons,
			State: Open, Found: f.Now(),
		}
	}
	answers, err := f.Pairs.Add(ctx, pairs...)
	if err != nil {
		return err
	}
	for i, a := range answers {
		if a == nil {
			continue
		}
		fresh := pairs[i]
		_, err := f.Pairs.Change(ctx, fresh.ID, func(p *Pair) error {
			if p.State != Open || p.Score == fresh.Score && p.Buildings == fresh.Buildings && slices.Equal(p.Reasons, fresh.Reasons) {
				return errAsIs
			}
			p.Score, p.Reasons, p.Buildings = fresh.Score, fresh.Reasons, fresh.Buildings
			return nil
		})
		if err != nil && !errors.Is(err, errAsIs) && !errors.Is(err, ErrNoPair) {
			return err
		}
	}
	return nil
}

// errAsIs ends a change that has nothing to change.
var errAsIs = errors.New("nothing to change")

// refresh looks anew at some people, and at the proposals they are in.
func (f *Finder) refresh(ctx context.Context, people []community.Person) error {
	tree, err := f.Community.Tree(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		var matches []Match
		if p.Live() {
			if matches, err = f.matchesOf(ctx, tree, f.record(tree, p)); err != nil {
				return err
			}
		}
		if err := f.propose(ctx, matches); err != nil {
			return err
		}
		standing := map[string]bool{}
		for _, m := range matches {
			standing[community.PairID(m.Left.ID, m.Right.ID)] = true
		}
		pairs, err := f.of(ctx, p.ID)
		if err != nil {
			return err
		}
		for _, pair := range pairs {
			if err := f.withdraw(ctx, pair, standing); err != nil {
				return err
			}
		}
	}
	return nil
}

// matchesOf compares somebody with those who share a building, a telephone or a
// name as it is written. What [All] finds beside that, a traditional form in another
// building, waits for the next comparison of all.
func (f *Finder) matchesOf(ctx context.Context, tree *community.Tree, r Record) ([]Match, error) {
	others := map[community.PersonID]Record{}
	for _, by := range []community.By{
		{Index: "building", Prefix: string(r.Building) + "/"}, {Index: "phone", Prefix: r.Phone + "/"}, {Index: "name", Prefix: r.Name + "/"},
	} {
		if by.Prefix == "/" {
			continue
		}
		by.Limit = 1000
		page, _, err := f.Community.Store.People.List(ctx, by)
		if err != nil {
			return nil, err
		}
		for _, p := range page {
			if p.Live() && p.ID != r.ID {
				others[p.ID] = f.record(tree, p)
			}
		}
	}
	mine := r.keys()
	count := map[string]int{r.nameKey(): 1}
	for _, o := range others {
		count[o.nameKey()]++
	}
	var out []Match
	for _, o := range others {
		if !slices.ContainsFunc(o.keys(), func(k string) bool { return slices.Contains(mine, k) }) {
			continue
		}
		if m, ok := match(&r, &o, max(count[r.nameKey()], count[o.nameKey()])); ok {
			out = append(out, m)
		}
	}
	sortMatches(out)
	return out, nil
}
