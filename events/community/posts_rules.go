package community

import (
	"context"
	"regexp"
	"time"

	"wanjia/events/fault"
)

// Errors of posts.
var (
	ErrTerm      = fault.New(fault.Invalid, "term", "a term begins today or earlier, not before the one it follows, and ends today or later, within ten years")
	ErrHolder    = fault.New(fault.Invalid, "holder", "a post is held by somebody of age who lives in a building of the same group")
	ErrSeats     = fault.New(fault.Conflict, "too_many_posts", "one person holds two posts at most; a leader's post counts once for the group")
	ErrDeputy    = fault.New(fault.Invalid, "deputy", "the deputy is somebody else than the holder")
	ErrDutyPhone = fault.New(fault.Invalid, "duty_phone", "a duty phone is a number of 5 to 20 digits that is nobody's own")
	ErrNotAgreed = fault.New(fault.Conflict, "not_agreed", "the holder has not agreed to be named on the wall")
)

// PostChange is what is to become of a post; nil leaves a thing as it is.
type PostChange struct {
	Holder    *PersonID // "" for nobody: the post is vacant from today
	Deputy    *PersonID // "" for nobody
	From      *Day      // needed with a new holder
	Until     *Day      // needed with a new holder
	DutyPhone *string   // "" for none
	Published *bool     // whether the holder's name is on the wall
}

// Posts lists the posts of a building in the order of the wall, and by id those who
// hold them, stand in or held them before. It returns [ErrNoBuilding].
func (s *Service) Posts(ctx context.Context, reach Reach, building NodeID) ([]Post, map[PersonID]Person, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return nil, nil, err
	}
	if _, ok := t.Building(building); !ok || !t.Within(building, reach) {
		return nil, nil, ErrNoBuilding
	}
	posts, err := s.postsOf(ctx, building)
	if err != nil {
		return nil, nil, err
	}
	people, err := s.holders(ctx, posts)
	return posts, people, err
}

// PostWithin returns a post if its building lies in the reach, else [ErrNoPost].
func (s *Service) PostWithin(ctx context.Context, reach Reach, id PostID) (Post, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return Post{}, err
	}
	p, err := s.Store.Posts.Get(ctx, id)
	if err != nil {
		return Post{}, err
	}
	if !t.Within(p.Building, reach) {
		return Post{}, ErrNoPost
	}
	return p, nil
}

// ChangePost changes a post. A new holder opens a new term and the old one is kept
// in Terms; the same holder again changes only the days. Repeating a change alters
// nothing more. It returns [ErrNoPost], [ErrNoPerson] and the errors of posts.
func (s *Service) ChangePost(ctx context.Context, reach Reach, id PostID, c PostChange) (Post, error) {
	p, err := s.PostWithin(ctx, reach, id)
	if err != nil {
		return Post{}, err
	}
	if err := s.checkPeople(ctx, p, c); err != nil {
		return Post{}, err
	}
	if err := s.checkDutyPhone(ctx, c.DutyPhone); err != nil {
		return Post{}, err
	}
	if c.Holder != nil && *c.Holder != "" && *c.Holder != p.Holder {
		leave, err := s.takeSeat(ctx, p, *c.Holder)
		if err != nil {
			return Post{}, err
		}
		defer leave()
	}
	today := s.today()
	return s.Store.Posts.Change(ctx, id, func(p *Post) error {
		if err := p.apply(c, today); err != nil {
			return err
		}
		return s.checkPublished(ctx, p, c.Published)
	})
}

// apply makes the change without asking anybody else.
func (p *Post) apply(c PostChange, today Day) error {
	holder, old := p.Holder, *p
	if c.Holder != nil {
		holder = *c.Holder
	}
	switch {
	case holder == "" && p.Holder != "":
		p.endTerm(today)
		p.VacantSince = today
	case holder != p.Holder:
		if c.From == nil || c.Until == nil || *c.From < p.From {
			return ErrTerm
		}
		p.endTerm(dayBefore(*c.From))
	}
	p.Holder = holder
	if holder != "" {
		p.VacantSince = ""
		set(&p.From, c.From)
		set(&p.Until, c.Until)
		changed := holder != old.Holder || p.From != old.From || p.Until != old.Until
		if changed && !goodTerm(p.From, p.Until, today) {
			return ErrTerm
		}
	}
	set(&p.Deputy, c.Deputy)
	set(&p.DutyPhone, c.DutyPhone)
	if p.Deputy != "" && p.Deputy == p.Holder {
		return ErrDeputy
	}
	return nil
}

// endTerm puts the holder among those before, until a day or the end of the term if
// that came first, and takes the name off the wall: the consent was theirs.
func (p *Post) endTerm(until Day) {
	if p.Holder != "" {
		if p.Until != "" && p.Until < until {
			until = p.Until
		}
		p.Terms = append(p.Terms, Term{Holder: p.Holder, From: p.From, Until: max(p.From, until)})
	}
	p.From, p.Until, p.Published, p.Consent = "", "", false, ""
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// longestTerm is in years.
const longestTerm = 10

func goodTerm(from, until, today Day) bool {
	start, err := time.Parse(time.DateOnly, string(from))
	end, err2 := time.Parse(time.DateOnly, string(until))
	return err == nil && err2 == nil && from <= today && until >= today && !end.After(start.AddDate(longestTerm, 0, 0))
}

// dayBefore of a day that is none is the day itself; the term is refused then.
func dayBefore(d Day) Day {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return Day(at.AddDate(0, 0, -1).Format(time.DateOnly))
}

// checkPublished puts a name on the wall only by a consent that stands.
func (s *Service) checkPublished(ctx context.Context, p *Post, wanted *bool) error {
	if wanted == nil {
		return nil
	}
	if !*wanted || p.Holder == "" {
		p.Published, p.Consent = false, ""
		if *wanted {
			return ErrNotAgreed
		}
		return nil
	}
	consent, stands, err := s.rosterConsent(ctx, p.Holder)
	switch {
	case err != nil:
		return err
	case !stands:
		return ErrNotAgreed
	}
	p.Published, p.Consent = true, consent.ID
	return nil
}

// checkPeople looks at a new holder and a new deputy.
func (s *Service) checkPeople(ctx context.Context, p Post, c PostChange) error {
	for _, id := range []*PersonID{c.Holder, c.Deputy} {
		if id == nil || *id == "" || id == c.Holder && *id == p.Holder || id == c.Deputy && *id == p.Deputy {
			continue
		}
		if err := s.checkEligible(ctx, p, *id); err != nil {
			return err
		}
	}
	return nil
}

// checkEligible says whether somebody may hold the post or stand in: who is here
// and lives in the group's buildings, or anybody here for the property company's.
func (s *Service) checkEligible(ctx context.Context, p Post, id PersonID) error {
	person, err := s.Store.People.Get(ctx, id)
	if err != nil {
		return err
	}
	if !person.Live() {
		return ErrNoPerson
	}
	if p.Kind == PostProperty {
		return nil
	}
	if age, known := Age(person.Born, s.Now()); known && age < 18 {
		return ErrHolder
	}
	t, err := s.Tree(ctx)
	if err != nil {
		return err
	}
	if !t.Within(person.Building, Reach{t.Parent(p.Building)}) {
		return ErrHolder
	}
	return nil
}

var dutyPhone = regexp.MustCompile(`^\+?[0-9]{3,15}(-[0-9]{3,8}){0,2}$`)

// checkDutyPhone refuses what is no number, and the number of somebody who lives
// here: what hangs on the wall is called by everybody.
func (s *Service) checkDutyPhone(ctx context.Context, phone *string) error {
	if phone == nil || *phone == "" {
		return nil
	}
	if len(*phone) < 5 || len(*phone) > 20 || !dutyPhone.MatchString(*phone) {
		return ErrDutyPhone
	}
	owners, err := s.Store.People.Count(ctx, "phone", *phone+"/")
	if err != nil {
		return err
	}
	if owners > 0 {
		return ErrDutyPhone
	}
	return nil
}
