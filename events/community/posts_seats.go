package community

import (
	"context"
	"errors"
	"slices"
	"time"
)

// mostSeats is how many posts one person holds.
const mostSeats = 2

// Seats is the posts that somebody is being given just now. There is one record of a
// person, and it is changed in one step, so that of several who give them posts at
// once each sees what the others are about.
type Seats struct {
	Person PersonID `json:"person"`
	Taking []Taking `json:"taking,omitempty"`
}

// Taking is one post that is being given.
type Taking struct {
	Post PostID    `json:"post"`
	At   time.Time `json:"at"`
}

// takingLost is after how long a change of a post counts as cut short; no request
// takes as long.
const takingLost = time.Minute

// takeSeat keeps a place among somebody's posts while one is given to them, or
// answers [ErrSeats]. leave gives it up when the post has changed, or has not.
func (s *Service) takeSeat(ctx context.Context, p Post, id PersonID) (leave func(), err error) {
	now := s.Now()
	take := func(seats *Seats) error {
		seats.Taking = slices.DeleteFunc(slices.Clone(seats.Taking), func(t Taking) bool {
			return t.Post == p.ID || now.Sub(t.At) > takingLost
		})
		// Read in here, where a change that came in between makes it read anew.
		if err := s.checkSeats(ctx, p, *seats); err != nil {
			return err
		}
		seats.Taking = append(seats.Taking, Taking{Post: p.ID, At: now})
		return nil
	}
	for {
		_, err := s.Store.Seats.Change(ctx, id, take)
		if !errors.Is(err, ErrNoPerson) {
			if err != nil {
				return nil, err
			}
			break
		}
		if _, err := s.Store.Seats.Add(ctx, Seats{Person: id}); err != nil {
			return nil, err
		}
	}
	return func() {
		// One that stays is forgotten as lost.
		_, _ = s.Store.Seats.Change(context.WithoutCancel(ctx), id, func(seats *Seats) error {
			seats.Taking = slices.DeleteFunc(slices.Clone(seats.Taking), func(t Taking) bool { return t.Post == p.ID })
			return nil
		})
	}, nil
}

// checkSeats counts what somebody holds already, or is being given. The leader of a
// group holds that post in each of its buildings, which counts once; posts of the
// property company count within a building only.
func (s *Service) checkSeats(ctx context.Context, p Post, seats Seats) error {
	held, _, err := s.Store.Posts.List(ctx, By{Index: "holder", Prefix: string(seats.Person) + "/", Limit: 100})
	if err != nil {
		return err
	}
	var taking []PostID
	for _, t := range seats.Taking {
		if !slices.ContainsFunc(held, func(o Post) bool { return o.ID == t.Post }) {
			taking = append(taking, t.Post)
		}
	}
	given, err := s.Store.Posts.Many(ctx, taking)
	if err != nil {
		return err
	}
	t, err := s.Tree(ctx)
	if err != nil {
		return err
	}
	kinds, here := map[string]bool{}, 1
	others := slices.DeleteFunc(append(held, given...), func(o Post) bool { return o.ID == p.ID })
	for _, other := range append(others, p) {
		if other.ID != p.ID && other.Building == p.Building {
			here++
		}
		switch other.Kind {
		case PostProperty:
		case PostLeader:
			kinds[PostLeader+"/"+string(t.Parent(other.Building))] = true
		default:
			kinds[string(other.ID)] = true
		}
	}
	if here > mostSeats || len(kinds) > mostSeats {
		return ErrSeats
	}
	return nil
}
