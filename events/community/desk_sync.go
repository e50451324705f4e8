package community

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events/fault"
)

// Synced is what a device brings back from the doors. Whoever walked, and in which
// order devices come back, makes no difference to what is stored in the end.
type Synced struct {
	Account    string // whose device it is
	Households []SyncedHousehold
	Visits     []SyncedVisit
	People     []SyncedPerson
}

// SyncedHousehold is a household found behind a door that had none.
type SyncedHousehold struct {
	ID       string // made by the device
	Building NodeID
	Unit     int
	Room     string
	Tenure   string
}

// SyncedVisit is a visit at a door; its By is left out.
type SyncedVisit struct {
	Visit
	Household HouseholdID // or the device's id of a household in the same sync
}

// SyncedPerson is somebody met at a door.
type SyncedPerson struct {
	ID     string // made by the device
	Person NewPerson
}

// mostSynced is how many entries a device brings at a time.
const mostSynced = 50

// Result says what became of one entry.
type Result struct {
	ID        string
	Err       error       // nil where it is stored, now or by an earlier sync
	Known     bool        // it was there already, from elsewhere: nothing was added
	Household HouseholdID // of a household or a visit
	Person    PersonID    // of a person
	Likely    []Likeness  // who else they may be; they were written down all the same
}

// Act is one change, for the record of changes.
type Act struct {
	What   string // "household.visit"
	Object string // "household/h-1"
	Scope  NodeID
	For    PersonID
	Detail map[string]string
}

// Recorder runs a change as one line of the record of changes, and only if the line
// can be written.
type Recorder func(ctx context.Context, act Act, change func(context.Context) error) error

// SyncDoors stores what a device brings back, entry by entry: a bad one does not
// stop the others. What is stored already stays as it is, without a line in the
// record: a repeated sync changes nothing, not even what was corrected since.
//
// Results are in the order of households, visits, people as given. Errors of entries,
// [ErrNoHousehold] for what lies outside the reach among them, are in the results.
// The error is [ErrDoorsMany], or that of a store that was away: then some entries
// may be stored and some not, and the device is to bring them all again.
func (s *Service) SyncDoors(ctx context.Context, reach Reach, in Synced, record Recorder) ([]Result, error) {
	if len(in.Households)+len(in.Visits)+len(in.People) > mostSynced {
		return nil, ErrDoorsMany
	}
	y := syncing{s, reach, in.Account, record, map[HouseholdID]HouseholdID{}}
	var results []Result
	for _, h := range in.Households {
		results = append(results, y.household(ctx, h))
	}
	results = append(results, y.visits(ctx, in.Visits)...)
	for _, p := range in.People {
		results = append(results, y.person(ctx, p))
	}
	for _, r := range results {
		if r.Err != nil && fault.Of(r.Err).Kind == fault.Unavailable {
			return nil, fmt.Errorf("store entry %s of a sync: %w", r.ID, r.Err)
		}
	}
	return results, nil
}

type syncing struct {
	*Service
	reach   Reach
	account string
	record  Recorder
	homes   map[HouseholdID]HouseholdID // the device's ids of households in this sync
}

// home is a household by its id, or by that which the device gave it in this sync.
func (y syncing) home(ctx context.Context, id HouseholdID) (Household, error) {
	if known, ok := y.homes[id]; ok {
		id = known
	}
	return y.DoorIn(ctx, y.reach, id) // where they moved away somebody may be back
}

// household adds the first household of a flat. Where one lives there already it is
// that one: two who find new tenants at the same door found the same.
func (y syncing) household(ctx context.Context, h SyncedHousehold) Result {
	r := Result{ID: h.ID}
	fail := func(err error) Result { r.Err = err; return r }
	if !deviceID(h.ID) {
		return fail(ErrDevice)
	}
	if _, err := y.BuildingIn(ctx, y.reach, h.Building); err != nil {
		return fail(err)
	}
	tree, err := y.Tree(ctx)
	if err != nil {
		return fail(err)
	}
	_, _, room, err := y.FlatOf(tree, h.Building, h.Unit, h.Room)
	if err != nil {
		return fail(err)
	}
	there, err := y.HouseholdsAt(ctx, CodeOf(h.Building, h.Unit, room))
	if err != nil {
		return fail(err)
	}
	if len(there) == 0 {
		var added Household
		added, err = y.settleIn(ctx, NewHousehold{
			Building: h.Building, Unit: h.Unit, Room: room, Tenure: h.Tenure, Known: true,
		}, y.record)
		there = []Household{added}
		if errors.Is(err, ErrExists) { // another device was quicker
			there, err = y.HouseholdsAt(ctx, CodeOf(h.Building, h.Unit, room))
		}
		if err != nil {
			return fail(err)
		}
	} else {
		r.Known = true
	}
	if len(there) == 0 {
		return fail(ErrNoHousehold)
	}
	r.Household = there[0].ID
	y.homes[HouseholdID(h.ID)] = r.Household
	return r
}

// visits stores them in the order the device made them. A device whose clock runs
// ahead is believed in that order only: nothing happens later than now.
func (y syncing) visits(ctx context.Context, list []SyncedVisit) []Result {
	now := y.Now()
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Or(list[a].At.Compare(list[b].At), cmp.Compare(list[a].ID, list[b].ID)) })
	results := make([]Result, len(list))
	for rank, i := range order {
		v := list[i]
		if v.At.After(now) {
			v.At = now.Add(time.Duration(rank-len(list)) * time.Millisecond)
		}
		results[i] = y.visit(ctx, v)
	}
	return results
}

func (y syncing) visit(ctx context.Context, v SyncedVisit) Result {
	r := Result{ID: v.ID}
	if r.Err = v.Visit.clean(); r.Err != nil {
		return r
	}
	h, err := y.home(ctx, v.Household)
	if err != nil {
		r.Err = err
		return r
	}
	r.Household, v.By = h.ID, y.account
	if h.Visited(v.ID) {
		return r
	}
	act := Act{
		What: "household.visit", Object: "household/" + string(h.ID), Scope: h.Building,
		Detail: map[string]string{"visit": v.ID, "state": v.State, "at": v.At.Format(time.RFC3339)},
	}
	r.Err = y.record(ctx, act, func(ctx context.Context) error {
		_, err := y.noteVisit(ctx, h.ID, v.Visit)
		return err
	})
	return r
}

// person registers somebody met at a door, once: by the device's id, or else by name
// and birth in the household.
func (y syncing) person(ctx context.Context, p SyncedPerson) Result {
	r := Result{ID: p.ID}
	fail := func(err error) Result { r.Err = err; return r }
	if !deviceID(p.ID) {
		return fail(ErrDevice)
	}
	h, err := y.home(ctx, p.Person.Household)
	if err != nil {
		return fail(err)
	}
	n := p.Person
	n.ID, n.Household, n.Channel, n.atDoor = IDFrom(h.ID, p.ID), h.ID, "head", true
	n.Residency = Residency{State: "confirmed", By: y.account, At: y.Now()}
	switch was, err := y.Store.People.Get(ctx, n.ID); {
	case err == nil: // stored by an earlier sync; what became of them since stays so
		r.Person = cmp.Or(was.MergedInto, was.ID)
		return r
	case !errors.Is(err, ErrNoPerson):
		return fail(fmt.Errorf("read person: %w", err))
	}
	if known, err := y.knownAs(ctx, Person{ID: n.ID, Household: h.ID, Name: n.Name, Born: n.Born}); err != nil || known.ID != "" {
		r.Known, r.Person = true, known.ID
		if err == nil {
			err = y.consentAtDoor(ctx, known, p)
		}
		return fail(err)
	}
	if r.Likely, err = y.MaybeKnown(ctx, h.Code, n.Name, n.Phone); err != nil {
		return fail(err)
	}
	act := Act{What: "person.register", Object: "person/" + string(n.ID), Scope: h.Building, For: n.ID, Detail: map[string]string{
		"name": MaskName(n.Name), "how": agreedHow(n.Agreed),
	}}
	err = y.record(ctx, act, func(ctx context.Context) error {
		stored, err := y.Register(ctx, n)
		r.Person, r.Known = stored.ID, err == nil && stored.ID != n.ID
		return err
	})
	return fail(err)
}

// consentAtDoor keeps the word of somebody who was known already, unless something
// is known of it: a device that comes back twice does not agree again for those who
// took it back meanwhile.
func (y syncing) consentAtDoor(ctx context.Context, known Person, p SyncedPerson) error {
	if p.Person.Agreed == nil {
		return nil
	}
	last, err := y.latest(ctx, known.ID, ForService)
	if err != nil || last.ID != "" {
		return err
	}
	act := Act{
		What: "consent.give", Object: "person/" + string(known.ID), Scope: known.Building, For: known.ID,
		Detail: map[string]string{"purpose": string(ForService), "how": p.Person.Agreed.How},
	}
	return y.record(ctx, act, func(ctx context.Context) error {
		_, err := y.GiveConsent(ctx, Consent{
			Person: known.ID, Purpose: ForService, Version: p.Person.Agreed.Version, Given: true,
			How: p.Person.Agreed.How, Account: p.Person.Agreed.Account, Witness: p.Person.Agreed.Witness,
		})
		return err
	})
}

func agreedHow(a *Agreed) string {
	if a == nil {
		return ""
	}
	return a.How
}
