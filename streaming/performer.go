package streaming

import (
	"context"
	"slices"
	"unicode/utf8"

	"wanjia/events/fault"
)

// Errors of who performs.
var (
	// ErrNoPerformer: somebody is named who is not, or no longer, of the community.
	ErrNoPerformer = fault.New(fault.Invalid, "no_performer", "somebody who is named as performing is not, or no longer, in the register")
	// ErrPerformerTwice: an item names somebody twice.
	ErrPerformerTwice = fault.New(fault.Invalid, "performer_twice", "the item names somebody twice")
)

// The bounds of who performs.
const (
	maxPerformers = 60   // of one item: a whole choir, one by one
	maxCast       = 1000 // of a show
	maxGroup      = 40   // characters of a group's name
	maxPerson     = 128
)

// PersonID names somebody of the community.
type PersonID string

// Performer is who takes part in an item: a person, or a group by its leader.
type Performer struct {
	Person PersonID
	Group  string // the name of the group that the person leads; "" for the person alone
}

// Consents asks the community whether performances may be seen again.
type Consents interface {
	// Agreed says of some people whether theirs may. Whoever is nobody of the community,
	// or no longer, is not in it.
	Agreed(ctx context.Context, people []PersonID) (map[PersonID]bool, error)
}

// cast is who is named as performing.
func (i ShowItem) cast() []PersonID {
	var all []PersonID
	for _, p := range i.Performers {
		all = append(all, p.Person)
	}
	return all
}

// unsaid says whether somebody takes part who may not be named, and of whom nobody has
// said that they agreed: children, and those of a group.
func (i ShowItem) unsaid() bool {
	grouped := slices.ContainsFunc(i.Performers, func(p Performer) bool { return p.Group != "" })
	return (i.Minors || grouped) && !i.Agreed
}

// Waiting are those who are named and whose consent to being seen again does not stand.
func (i ShowItem) Waiting(agreed map[PersonID]bool) []PersonID {
	return slices.DeleteFunc(i.cast(), func(p PersonID) bool { return agreed[p] })
}

// Held says whether an item may not be seen again: somebody who is named has not agreed,
// or nobody has said of those who are not named that they did.
func (i ShowItem) Held(agreed map[PersonID]bool) bool {
	return i.unsaid() || len(i.Waiting(agreed)) > 0
}

// Cast is everybody who is named in a show, each once.
func (s Show) Cast() []PersonID {
	var all []PersonID
	for _, i := range s.Items {
		all = append(all, i.cast()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// performers says whether an item can name these.
func (i ShowItem) performers() error {
	if len(i.Performers) > maxPerformers {
		return ErrBadShow.With("item", string(i.ID)).With("field", "performers")
	}
	seen := map[PersonID]bool{}
	for _, p := range i.Performers {
		switch {
		case p.Person == "" || len(p.Person) > maxPerson:
			return ErrNoPerformer.With("item", string(i.ID))
		case utf8.RuneCountInString(p.Group) > maxGroup:
			return ErrBadShow.With("item", string(i.ID)).With("field", "group")
		case seen[p.Person]:
			return ErrPerformerTwice.With("item", string(i.ID)).With("person", string(p.Person))
		}
		seen[p.Person] = true
	}
	return nil
}

// known says whether all who perform are of the community. Errors: ErrNoPerformer with
// the first item that names somebody who is not.
func (p *Shows) known(ctx context.Context, items ...ShowItem) error {
	all := Show{Items: items}.Cast()
	if len(all) == 0 {
		return nil
	}
	agreed := map[PersonID]bool{}
	if p.Consents != nil {
		var err error
		if agreed, err = p.Consents.Agreed(ctx, all); err != nil {
			return err
		}
	}
	for _, i := range items {
		for _, who := range i.cast() {
			if _, ok := agreed[who]; !ok {
				return ErrNoPerformer.With("item", string(i.ID)).With("person", string(who))
			}
		}
	}
	return nil
}
