package seed

import (
	"fmt"
	"math"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// ErrOptions is answered for a community that cannot be made; details say why.
var ErrOptions = fault.New(fault.Invalid, "seed_options", "no community can be made as asked")

// Profile is a table of ages.
type Profile string

// The profiles: the estates as they are, older than the city; or the city's census.
const (
	Community Profile = "community"
	Census    Profile = "census"
)

// Options say which community to make. The zero value of each field but Size is
// its usual one.
type Options struct {
	Size    Size
	RNG     uint64 // what chance starts from; 20270131
	Edition int    // year of the edition, which people's ages are of on 1 January; 2027
	// MeanHousehold is persons per household, from 2.45 to 3.5; 3. The people stay
	// as many. At another mean small or large households are likelier, and the
	// ages are as near to the profile's as those let them be.
	MeanHousehold float64
	Profile       Profile // Community
	// PhonePrefix begins every number; 154, which no operator hands out as far as
	// is known. Zeros fill it up so that the rest is as short as the people allow:
	// 1540000 and four digits at size S. The lowest hundred numbers are left to
	// accounts made by hand.
	PhonePrefix string
}

// Filled puts the usual in place of what is not given, and refuses with
// [ErrOptions] what makes no sense.
func (o Options) Filled() (Options, error) {
	if o.RNG == 0 {
		o.RNG = 20270131
	}
	if o.Edition == 0 {
		o.Edition = 2027
	}
	if o.MeanHousehold == 0 {
		o.MeanHousehold = 3
	}
	if o.Profile == "" {
		o.Profile = Community
	}
	if o.PhonePrefix == "" {
		o.PhonePrefix = "154"
	}
	refuse := func(format string, args ...any) (Options, error) {
		return o, ErrOptions.With("why", fmt.Sprintf(format, args...))
	}
	if _, ok := sizes[o.Size]; !ok {
		return refuse("the sizes are S, M and L, not %q", o.Size)
	}
	if _, ok := ageShares[o.Profile]; !ok {
		return refuse("the profiles are community and census, not %q", o.Profile)
	}
	if o.Edition < 2021 || o.Edition > 2090 {
		return refuse("the edition %d is not within 2021 to 2090", o.Edition)
	}
	if math.IsNaN(o.MeanHousehold) || o.MeanHousehold < 2.45 || o.MeanHousehold > 3.5 {
		return refuse("a mean household of %g persons is not within 2.45 to 3.5", o.MeanHousehold)
	}
	if len(o.PhonePrefix) < 1 || len(o.PhonePrefix) > 4 || o.PhonePrefix[0] != '1' {
		return refuse("the phone prefix %q is not one to four digits that begin with 1", o.PhonePrefix)
	}
	for _, r := range o.PhonePrefix {
		if r < '0' || r > '9' {
			return refuse("the phone prefix %q is not of digits", o.PhonePrefix)
		}
	}
	return o, nil
}

// town is the whole community in short: a few dozen bytes a person, so that what
// has to add up over everyone is chosen among everyone, and the rows can then be
// written one after the other.
type town struct {
	opt   Options
	size  sizeSpec
	today time.Time // the first of January the ages are of

	generals  []generalBranch
	branches  []branch
	groups    []group
	estates   []estate
	buildings []building
	posts     []post
	phones    phoneBook
	homes     []home
	people    []person
	seconds   []second
	relations []relation
	consents  []consent
	pairs     []carePair

	volunteers []volunteer
	teams      []team
	cultural   []team
	banquet    feasting
}

func (t *town) dice(subject string) *dice { return newDice(t.opt.RNG, subject) }

// part is a figure of the plan at this size, rounded to the nearest.
func (t *town) part(full int) int {
	return (full*t.size.people + fullPeople/2) / fullPeople
}

// day is the date n days after the first of January the ages are of; n is mostly
// negative.
func (t *town) day(n int) Day { return Day(t.today.AddDate(0, 0, n).Format(time.DateOnly)) }

// hour is a moment of that day, in the community's zone.
func (t *town) hour(day, minutes int) time.Time {
	return t.today.AddDate(0, 0, day).Add(time.Duration(minutes) * time.Minute)
}

func (t *town) mark() Mark { return Mark{Synthetic: true, Edition: t.opt.Edition} }

// build makes the town, each step on what those before it made.
func build(opt Options) (*town, error) {
	opt, err := opt.Filled()
	if err != nil {
		return nil, err
	}
	t := &town{opt: opt, size: sizes[opt.Size], today: time.Date(opt.Edition, 1, 1, 0, 0, 0, 0, events.Zone)}
	if opt.MeanHousehold != 3 {
		t.size.households = int(math.Round(float64(t.size.people) / opt.MeanHousehold))
	}
	for _, step := range []func() error{
		t.makeOrganisation, t.makeHomes, t.makePeople, t.makeNames, t.makeReach, t.makeNeeds,
		t.makePosts, t.makeRelations, t.makeVolunteers, t.makeCare, t.makeConsents, t.makeTeams, t.makeDirt, t.makeBanquet,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return t, nil
}
