package banquet

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/events/community"
)

// Course is what a table wants one of.
type Course string

// The courses, in the order they are wanted: a soup or stew, something steamed, a
// vegetable; the rest is welcome.
const (
	Soup      Course = "soup"
	Steamed   Course = "steamed"
	Vegetable Course = "vegetable"
	Other     Course = "other"
)

// Courses are all of them.
var Courses = []Course{Soup, Steamed, Vegetable, Other}

// Course is which course a dish is.
func (d Dish) Course() Course {
	switch {
	case d.Category == "汤煨" || d.Category == "烧炖" && !slices.Contains(d.Flags, "VEG"):
		return Soup
	case d.Category == "蒸菜":
		return Steamed
	case slices.Contains(d.Flags, "VEG"):
		return Vegetable
	}
	return Other
}

// Balance is how the dishes of a building or a venue stand beside what its tables want.
type Balance struct {
	Of         string // building or venue
	Dishes     int
	Undecided  int
	Tables     int // for those who come to meals
	ByCategory map[Category]int
	Have       map[Course]int
	Want       map[Course]int // 0 for what may be any number
	Same       map[string]int // by the number of the book: several of the same
	Suggest    Course         // what is wanting most, "" where all is well
}

// board is how the dishes of an edition stand, counted at a moment.
type board struct {
	at         time.Time
	byBuilding map[community.NodeID]*Balance
	byVenue    map[string]*Balance
	venueOf    map[community.NodeID]string
}

// boards keeps what was counted a moment ago: everybody who chooses a dish asks.
type boards struct {
	mu   sync.Mutex
	kept map[events.ID]*board
}

// boardFor is how old the figures of the balance may be.
const boardFor = 5 * time.Second

// BalanceOf returns how the dishes of a building stand, and those of the venue nearest
// to it. The figures are a few seconds old at most. Nothing is ever refused for them.
func (s *Service) BalanceOf(ctx context.Context, edition events.ID, building community.NodeID) (own, venue Balance, err error) {
	b, err := s.board(ctx, edition)
	if err != nil {
		return own, venue, err
	}
	own, venue = Balance{Of: string(building)}, Balance{Of: b.venueOf[building]}
	if x := b.byBuilding[building]; x != nil {
		own = *x
	}
	if x := b.byVenue[venue.Of]; x != nil {
		venue = *x
	}
	return own, venue, nil
}

// Balances returns how the dishes of each venue stand, by venue.
func (s *Service) Balances(ctx context.Context, edition events.ID) ([]Balance, error) {
	b, err := s.board(ctx, edition)
	if err != nil {
		return nil, err
	}
	list := []Balance{}
	for _, x := range b.byVenue {
		list = append(list, *x)
	}
	slices.SortFunc(list, func(a, b Balance) int { return cmp.Compare(a.Of, b.Of) })
	return list, nil
}

func (s *Service) board(ctx context.Context, edition events.ID) (*board, error) {
	s.boards.mu.Lock()
	defer s.boards.mu.Unlock()
	if b := s.boards.kept[edition]; b != nil && s.Now().Sub(b.at) < boardFor {
		return b, nil
	}
	b, err := s.count(ctx, edition)
	if err != nil {
		return nil, err
	}
	if s.boards.kept == nil {
		s.boards.kept = map[events.ID]*board{}
	}
	s.boards.kept[edition] = b
	return b, nil
}

func (s *Service) count(ctx context.Context, edition events.ID) (*board, error) {
	b := &board{at: s.Now(), byBuilding: map[community.NodeID]*Balance{}, byVenue: map[string]*Balance{}}
	var err error
	if b.venueOf, err = s.nearest(ctx, edition); err != nil {
		return nil, err
	}
	dishes, err := s.Dishes(ctx, edition)
	if err != nil {
		return nil, err
	}
	for _, d := range dishes {
		i := slices.IndexFunc(d.Shares, func(s Share) bool { return s.Household == d.Cook })
		if d.State == Withdrawn || i < 0 {
			continue
		}
		for _, x := range b.of(d.Shares[i].Building) {
			x.add(d)
		}
	}
	coming, err := all(ctx, s.Store.Registrations, community.By{Index: "edition", Prefix: string(edition) + "/"})
	if err != nil {
		return nil, err
	}
	guests := map[*Balance]int{}
	for _, r := range coming {
		if r.Mode == ByMeal {
			for _, x := range b.of(r.Building) {
				guests[x] += r.Come()
			}
		}
	}
	for x, n := range guests {
		x.want((n + TableSeats - 1) / TableSeats)
	}
	return b, nil
}

// of are the balances a building counts for: its own and its venue's.
func (b *board) of(building community.NodeID) []*Balance {
	x := b.byBuilding[building]
	if x == nil {
		x = newBalance(string(building))
		b.byBuilding[building] = x
	}
	venue := b.venueOf[building]
	v := b.byVenue[venue]
	if v == nil {
		v = newBalance(venue)
		b.byVenue[venue] = v
	}
	return []*Balance{x, v}
}

func newBalance(of string) *Balance {
	return &Balance{Of: of, ByCategory: map[Category]int{}, Have: map[Course]int{}, Want: map[Course]int{}, Same: map[string]int{}}
}

func (x *Balance) add(d Dish) {
	x.Dishes++
	if d.State == Idea || d.Category == "" {
		x.Undecided++
		return
	}
	x.ByCategory[d.Category]++
	if d.Purpose == ToEat {
		x.Have[d.Course()]++
	}
	if d.Library != "" {
		x.Same[d.Library]++
	}
}

// want says what so many tables want, and what is wanting most.
func (x *Balance) want(tables int) {
	x.Tables = tables
	most := 0
	for _, c := range []Course{Soup, Steamed, Vegetable} {
		x.Want[c] = tables
		if gap := tables - x.Have[c]; gap > most {
			most, x.Suggest = gap, c
		}
	}
}

// nearest says which venue lies nearest to each building, of those that are not closed.
func (s *Service) nearest(ctx context.Context, edition events.ID) (map[community.NodeID]string, error) {
	venues, err := s.Venues(ctx, edition)
	if err != nil {
		return nil, err
	}
	venues = slices.DeleteFunc(venues, func(v Venue) bool { return v.State == VenueClosed })
	of := map[community.NodeID]string{}
	for site, err := range s.Store.Sites.All(ctx) {
		if err != nil {
			return nil, err
		}
		best := -1
		for _, v := range venues {
			if d := (v.X-site.X)*(v.X-site.X) + (v.Y-site.Y)*(v.Y-site.Y); best < 0 || d < best {
				best, of[site.Building] = d, v.Code
			}
		}
	}
	return of, nil
}
