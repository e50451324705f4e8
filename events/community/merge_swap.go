package community

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// errMoved: a record is neither as a step found it nor as the step leaves it.
var errMoved = errors.New("the record was changed meanwhile")

// errAsIs ends a change that has nothing to change.
var errAsIs = errors.New("nothing to change")

// shelf is one kind of record, as steps see it.
type shelf interface {
	// look returns a record as JSON, nil where it is not there.
	look(ctx context.Context, id string) (json.RawMessage, error)
	// swap makes of a record that is as before one that is as after; one that is so
	// already stays, any other is errMoved.
	swap(ctx context.Context, id string, before, after json.RawMessage) error
}

// kind is a shelf of one of the stores.
type kind[ID ~string, T any] struct {
	records Records[ID, T]
	now     func() time.Time
}

func (k kind[ID, T]) look(ctx context.Context, id string) (json.RawMessage, error) {
	found, err := k.records.Many(ctx, []ID{ID(id)})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return json.Marshal(found[0])
}

func (k kind[ID, T]) swap(ctx context.Context, id string, before, after json.RawMessage) error {
	switch {
	case absent(before):
		return k.add(ctx, id, after)
	case absent(after):
		return k.remove(ctx, id, before)
	}
	patch := differences(before, after)
	_, err := k.records.Change(ctx, ID(id), func(v *T) error {
		now, err := json.Marshal(*v)
		if err != nil {
			return err
		}
		is := fields(now)
		if patch.holds(is, false) {
			return errAsIs
		}
		if !patch.holds(is, true) {
			return errMoved
		}
		patch.apply(is, k.now())
		text, err := json.Marshal(is)
		if err != nil {
			return err
		}
		var fresh T
		if err := json.Unmarshal(text, &fresh); err != nil {
			return err
		}
		*v = fresh
		return nil
	})
	if errors.Is(err, errAsIs) {
		return nil
	}
	return err
}

func (k kind[ID, T]) add(ctx context.Context, id string, after json.RawMessage) error {
	var v T
	if err := json.Unmarshal(after, &v); err != nil {
		return err
	}
	answers, err := k.records.Add(ctx, v)
	if err != nil || answers[0] == nil {
		return err
	}
	now, err := k.look(ctx, id)
	if err == nil && !same(now, after) {
		err = errMoved
	}
	return err
}

func (k kind[ID, T]) remove(ctx context.Context, id string, before json.RawMessage) error {
	now, err := k.look(ctx, id)
	if err != nil || now == nil {
		return err
	}
	if !same(now, before) {
		return errMoved
	}
	return k.records.Remove(ctx, ID(id))
}

func absent(image json.RawMessage) bool { return len(image) == 0 || bytes.Equal(image, []byte("null")) }

func same(a, b json.RawMessage) bool {
	return maps.EqualFunc(fields(a), fields(b), func(x, y json.RawMessage) bool { return bytes.Equal(x, y) })
}

// fields takes an image apart; every image is an object that Go wrote.
func fields(image json.RawMessage) map[string]json.RawMessage {
	m := map[string]json.RawMessage{}
	_ = json.Unmarshal(image, &m) // what is no object has no fields
	return m
}

// change is a field before and after; nil is left out.
type change struct{ before, after json.RawMessage }

type patch map[string]change

// differences are the fields in which two images differ. When a record was last
// changed is none that somebody could have changed.
func differences(before, after json.RawMessage) patch {
	a, b := fields(before), fields(after)
	p := patch{}
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			p[name] = change{a[name], b[name]}
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			p[name] = change{nil, b[name]}
		}
	}
	return p
}

// holds says whether a record's fields are as before, or as after, the patch.
func (p patch) holds(is map[string]json.RawMessage, before bool) bool {
	return len(p.moved(is, before)) == 0
}

// moved names the fields that are not as before, or as after, the patch.
func (p patch) moved(is map[string]json.RawMessage, before bool) []string {
	var names []string
	for name, c := range p {
		want := c.after
		if before {
			want = c.before
		}
		if name != "changed" && !bytes.Equal(is[name], want) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// apply puts the patch on a record, which is changed now whatever it was.
func (p patch) apply(is map[string]json.RawMessage, now time.Time) {
	for name, c := range p {
		if name == "changed" {
			c.after, _ = json.Marshal(now) // a moment always is one
		}
		if c.after == nil {
			delete(is, name)
			continue
		}
		is[name] = c.after
	}
}

func (s MergeStep) reversed() MergeStep {
	s.Before, s.After = s.After, s.Before
	return s
}

// shelves are the kinds of records a merge changes.
func (g *Merger) shelves() map[string]shelf {
	s, now := g.Service.Store, g.Service.Now
	return map[string]shelf{
		"person": kind[PersonID, Person]{s.People, now}, "household": kind[HouseholdID, Household]{s.Households, now},
		"consent": kind[ConsentID, Consent]{s.Consents, now}, "relation": kind[RelationID, Relation]{s.Relations, now},
		"post": kind[PostID, Post]{s.Posts, now}, "team": kind[TeamID, Team]{s.Teams, now},
		"member": kind[string, Membership]{s.Members, now}, "volunteer": kind[PersonID, Volunteer]{s.Volunteers, now},
		"care": kind[string, CarePair]{s.CarePairs, now}, "account": accounts{g.Bindings},
	}
}

func (g *Merger) swap(ctx context.Context, s MergeStep) error {
	shelf, ok := g.shelves()[s.Kind]
	if !ok {
		return fmt.Errorf("merge step of unknown kind %q", s.Kind)
	}
	return shelf.swap(ctx, s.ID, s.Before, s.After)
}

// moved names what somebody has changed since the merge that the undoing would have
// to put back.
func (g *Merger) moved(ctx context.Context, m PersonMerge) ([]string, error) {
	var names []string
	for _, s := range m.Steps {
		now, err := g.shelves()[s.Kind].look(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		switch {
		case absent(now) && absent(s.After):
		case absent(now) != absent(s.After), absent(s.Before) && !same(now, s.After):
			names = append(names, s.name())
		default:
			for _, f := range differences(s.Before, s.After).moved(fields(now), false) {
				names = append(names, s.name()+" "+f)
			}
		}
	}
	kept, err := g.Service.Store.People.Get(ctx, m.Kept)
	if err == nil && !kept.Live() {
		names = append(names, "person/"+string(m.Kept)+" merged_into")
	}
	return names, err
}

// accounts is the bindings of accounts as a shelf: all that a step knows of an
// account is whom it stands for.
type accounts struct{ bindings Bindings }

type binding struct {
	Person PersonID `json:"person"`
}

func (a accounts) look(ctx context.Context, id string) (json.RawMessage, error) {
	person, err := a.bindings.PersonOf(ctx, id)
	if err != nil {
		return nil, err
	}
	return json.Marshal(binding{person})
}

func (a accounts) swap(ctx context.Context, id string, before, after json.RawMessage) error {
	is, err := a.look(ctx, id)
	switch {
	case err != nil:
		return err
	case same(is, after):
		return nil
	case !same(is, before):
		return errMoved
	}
	var to binding
	if err := json.Unmarshal(after, &to); err != nil {
		return err
	}
	return a.bindings.Bind(ctx, id, to.Person)
}
