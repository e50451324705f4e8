package community

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// EstateInfo is an estate and how many buildings it has.
type EstateInfo struct {
	Estate
	Buildings int
}

// Places lists the estates by code. It is the same for everybody.
func (s *Service) Places(ctx context.Context) ([]EstateInfo, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return nil, err
	}
	buildings := map[EstateCode]int{}
	for _, b := range t.buildings {
		buildings[b.Estate]++
	}
	list := make([]EstateInfo, 0, len(t.estates))
	for _, e := range t.Estates() {
		list = append(list, EstateInfo{e, buildings[e.Code]})
	}
	return list, nil
}

// EstatesIn lists by code the estates that have a building in the reach, and how many
// they have there.
func (s *Service) EstatesIn(ctx context.Context, reach Reach) ([]EstateInfo, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return nil, err
	}
	buildings := map[EstateCode]int{}
	for b := range t.Below(reach) {
		buildings[b.Estate]++
	}
	list := []EstateInfo{}
	for _, e := range t.Estates() {
		if n := buildings[e.Code]; n > 0 {
			list = append(list, EstateInfo{e, n})
		}
	}
	return list, nil
}

// BuildingsOf lists the buildings of an estate by number, of every estate for "".
// It returns [ErrNoEstate].
func (s *Service) BuildingsOf(ctx context.Context, estate EstateCode) ([]Building, *Tree, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return nil, nil, err
	}
	if _, ok := t.Estate(estate); !ok && estate != "" {
		return nil, nil, ErrNoEstate
	}
	list := slices.Collect(t.Below(Reach{Everything}))
	if estate != "" {
		list = slices.DeleteFunc(list, func(b Building) bool { return b.Estate != estate })
	}
	return list, t, nil
}

// FloorNames lists the floors from the ground up as the lift calls them: where
// there is no fourth, the floor above the third is the fifth.
func (b Building) FloorNames() []int {
	floors := make([]int, 0, max(0, b.Floors))
	for i := 1; i <= b.Floors; i++ {
		name := i
		if b.NoFourth && i > 3 {
			name++
		}
		floors = append(floors, name)
	}
	return floors
}

// Rooms lists the rooms of every unit alike, from the ground up: 101, 102, 201.
func (b Building) Rooms() []string {
	rooms := make([]string, 0, max(0, b.Floors*b.PerLanding))
	for _, floor := range b.FloorNames() {
		for flat := 1; flat <= b.PerLanding; flat++ {
			rooms = append(rooms, strconv.Itoa(floor*100+flat))
		}
	}
	return rooms
}

// PostState says who holds a post now.
type PostState string

// The states of a post.
const (
	PostHeld   PostState = "held"
	PostVacant PostState = "vacant"    // nobody was named
	PostEnded  PostState = "term_over" // somebody was, until a day that has passed
	PostAhead  PostState = "not_begun" // somebody is, from a day to come
)

// State says who holds the post on a day, as 2027-01-31.
func (p Post) State(today Day) PostState {
	switch {
	case p.Holder == "":
		return PostVacant
	case p.Until != "" && p.Until < today:
		return PostEnded
	case p.From > today:
		return PostAhead
	}
	return PostHeld
}

// Duty is a post of a building as everybody may know it.
type Duty struct {
	Kind  string
	Title string
	State PostState
	Name  string // of the holder, "" unless they agreed to it and hold the post now
	Phone string // of the post, "" where nobody would answer or it is somebody's own
	From  Day    // "" unless held now
	Until Day

	holder PersonID // "" unless Name is theirs
}

// Roster is who answers for a building, as it may hang on its wall.
type Roster struct {
	Building  Building
	Name      string // 桂香苑 12栋
	Committee string // 五居委会
	Duties    []Duty // the six, in the order of [PostKinds]; none where no post was made
	At        time.Time
}

// Roster returns who answers for a building, with no more than the holders agreed
// to. It is the same for everybody. It returns [ErrNoBuilding].
func (s *Service) Roster(ctx context.Context, building NodeID) (Roster, error) {
	t, err := s.Tree(ctx)
	if err != nil {
		return Roster{}, err
	}
	b, ok := t.Building(building)
	if !ok {
		return Roster{}, ErrNoBuilding
	}
	r := Roster{Building: b, Name: t.BuildingName(b.Code), Committee: t.committee(b.Code), At: s.Now()}
	posts, err := s.postsOf(ctx, b.Code)
	if err != nil {
		return Roster{}, err
	}
	people, err := s.holders(ctx, posts)
	if err != nil {
		return Roster{}, err
	}
	r.Duties = make([]Duty, 0, len(posts))
	for _, p := range posts {
		d, err := s.duty(ctx, p, people)
		if err != nil {
			return Roster{}, fmt.Errorf("roster of %s: %w", building, err)
		}
		r.Duties = append(r.Duties, d)
	}
	return r, nil
}

// Faces returns, in the order of a roster's duties, the photos of those who agreed to
// that and to be named, as JPEG; nil for the others. They are for the wall alone.
func (s *Service) Faces(ctx context.Context, r Roster) ([][]byte, error) {
	faces := make([][]byte, len(r.Duties))
	for i, d := range r.Duties {
		if d.holder == "" || s.Pictures == nil {
			continue
		}
		picture, err := s.PortraitPicture(ctx, d.holder)
		if err != nil && !errors.Is(err, ErrNoPortrait) {
			return nil, err
		}
		faces[i] = picture
	}
	return faces, nil
}

// duty leaves of a post what everybody may know.
func (s *Service) duty(ctx context.Context, p Post, people map[PersonID]Person) (Duty, error) {
	d := Duty{Kind: p.Kind, Title: p.Title, State: s.PostState(p)}
	if p.DutyPhone != people[p.Holder].Phone && p.DutyPhone != people[p.Deputy].Phone {
		d.Phone = p.DutyPhone
	}
	if d.State != PostHeld {
		if p.Deputy == "" {
			d.Phone = ""
		}
		return d, nil
	}
	d.From, d.Until = p.From, p.Until
	holder, known := people[p.Holder]
	if !known || !holder.Live() {
		return d, nil
	}
	agreed, err := s.NamesOnWall(ctx, p)
	if err != nil {
		return Duty{}, err
	}
	if agreed {
		d.Name, d.holder = holder.Name, holder.ID
	}
	return d, nil
}

// NamesOnWall says whether the holder's name may be shown to everybody: the post is
// held now, it was decided so, and the holder's consent stands.
func (s *Service) NamesOnWall(ctx context.Context, p Post) (bool, error) {
	if !p.Published || s.PostState(p) != PostHeld {
		return false, nil
	}
	_, stands, err := s.rosterConsent(ctx, p.Holder)
	return stands, err
}

// PostState says who holds a post today.
func (s *Service) PostState(p Post) PostState { return p.State(s.today()) }

// rosterConsent returns the consent by which somebody may be named on the wall now.
func (s *Service) rosterConsent(ctx context.Context, id PersonID) (Consent, bool, error) {
	latest, _, err := s.Store.Consents.List(ctx, By{
		Index: "person", Prefix: string(id) + "/" + string(ForRoster) + "/", Limit: 1, Desc: true,
	})
	if err != nil || len(latest) == 0 {
		return Consent{}, false, err
	}
	return latest[0], latest[0].Stands(), nil
}

// postsOf lists the posts of a building in the order of the roster.
func (s *Service) postsOf(ctx context.Context, b NodeID) ([]Post, error) {
	posts, _, err := s.Store.Posts.List(ctx, By{Index: "building", Prefix: string(b) + "/", Limit: 100})
	return posts, err
}

// HoldersOf returns by id those who hold a post, stand in or held it before.
func (s *Service) HoldersOf(ctx context.Context, p Post) (map[PersonID]Person, error) {
	return s.holders(ctx, []Post{p})
}

// holders returns those who hold the posts, stand in or held them before, by id.
func (s *Service) holders(ctx context.Context, posts []Post) (map[PersonID]Person, error) {
	var ids []PersonID
	for _, p := range posts {
		named := []PersonID{p.Holder, p.Deputy}
		for _, t := range p.Terms {
			named = append(named, t.Holder)
		}
		for _, id := range named {
			if id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return s.peopleByID(ctx, ids)
}

func (s *Service) peopleByID(ctx context.Context, ids []PersonID) (map[PersonID]Person, error) {
	people, err := s.Store.People.Many(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[PersonID]Person, len(people))
	for _, p := range people {
		byID[p.ID] = p
	}
	return byID, nil
}

// committee is the residents' committee a node belongs to, "" where none is known.
func (t *Tree) committee(id NodeID) string {
	for _, above := range t.Path(id) {
		if n, ok := t.Node(above); ok && n.Committee != "" {
			return n.Committee
		}
	}
	return ""
}

// zone is where the days of the community begin and end.
var zone = time.FixedZone("CST", 8*60*60)

func (s *Service) today() Day { return Day(s.Now().In(zone).Format(time.DateOnly)) }
