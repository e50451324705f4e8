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
		if m, ok := match(r, o, func(key string) int { return count[key] }); ok {
			out = append(out, m)
		}
	}
	sortMatches(out)
	return out, nil
}

// of lists the proposals somebody is in.
func (f *Finder) of(ctx context.Context, id community.PersonID) ([]Pair, error) {
	var all []Pair
	for _, side := range []string{"left", "right"} {
		page, _, err := f.Pairs.List(ctx, community.By{Index: side, Prefix: string(id) + "/", Limit: 200})
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
	}
	return all, nil
}

// mostRead bounds how many pairs one page may look at for the few it shows.
const mostRead = 5000

// List returns the open pairs of which both lie in the reach, and one in the
// building if one is named, the surest first, with the cursor of the next page.
func (f *Finder) List(ctx context.Context, reach community.Reach, building community.NodeID, after string, limit int) ([]Pair, string, error) {
	tree, err := f.Community.Tree(ctx)
	if err != nil {
		return nil, "", err
	}
	out := []Pair{}
	for read := 0; read < mostRead; {
		// No more than are wanted are read at once, so that the cursor is that of the
		// last pair shown.
		page, next, err := f.Pairs.List(ctx, community.By{Index: "rank", After: after, Limit: limit - len(out)})
		if err != nil {
			return nil, "", err
		}
		read += len(page)
		for _, p := range page {
			if within(tree, p, reach) && (building == "" || slices.Contains(p.Buildings[:], building)) {
				out = append(out, p)
			}
		}
		if after = next; next == "" || len(out) >= limit {
			break
		}
	}
	return out, after, nil
}

func within(tree *community.Tree, p Pair, reach community.Reach) bool {
	return tree.Within(p.Buildings[0], reach) && tree.Within(p.Buildings[1], reach)
}

// Find returns a pair in the reach with its two people, the left first, or
// [ErrNoPair].
func (f *Finder) Find(ctx context.Context, reach community.Reach, id string) (Pair, [2]community.Person, error) {
	var both [2]community.Person
	p, err := f.Pairs.Get(ctx, id)
	if err != nil {
		return p, both, err
	}
	tree, err := f.Community.Tree(ctx)
	if err != nil {
		return p, both, err
	}
	found, err := f.Community.Store.People.Many(ctx, []community.PersonID{p.Left, p.Right})
	if err != nil {
		return p, both, err
	}
	// Where they live now counts, not where they did when the pair was found.
	if len(found) != 2 || !tree.Within(found[0].Building, reach) || !tree.Within(found[1].Building, reach) {
		return Pair{}, both, ErrNoPair
	}
	return p, [2]community.Person(found), nil
}

// Dismiss says that two records are of two people, for good. It answers [ErrNoPair]
// or [ErrDecided].
func (f *Finder) Dismiss(ctx context.Context, reach community.Reach, id, by, why string) error {
	if _, _, err := f.Find(ctx, reach, id); err != nil {
		return err
	}
	return f.Decide(ctx, id, Dismissed, by, why)
}

// Decide notes what became of an open pair, or that one which was merged is open
// again. Repeating it changes nothing.
func (f *Finder) Decide(ctx context.Context, id string, state State, by, why string) error {
	_, err := f.Pairs.Change(ctx, id, func(p *Pair) error {
		switch {
		case p.State == state:
			return errAsIs
		case p.State != Open && (p.State != Merged || state != Open):
			return ErrDecided
		}
		p.State, p.By, p.Why, p.Decided = state, by, why, f.Now()
		return nil
	})
	if errors.Is(err, errAsIs) {
		return nil
	}
	return err
}
