package community_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// slowPosts lets others run between a look at who holds what and a change of it.
type slowPosts struct {
	community.Records[community.PostID, community.Post]
}

func (s slowPosts) Change(ctx context.Context, id community.PostID, change func(*community.Post) error) (community.Post, error) {
	for range 100 {
		runtime.Gosched()
	}
	return s.Records.Change(ctx, id, change)
}

// TestSeatsAtOnce: of many who give one person posts at the same time no more than
// two succeed, whatever they saw before, and afterwards the way is free again.
func TestSeatsAtOnce(t *testing.T) {
	t.Parallel()
	s := newTown(t, nil)
	s.Store.Posts = slowPosts{s.Store.Posts}
	var ids []community.PostID
	for _, building := range []community.NodeID{"GX-12", "GX-2"} {
		for n := range 3 {
			id := community.PostID(fmt.Sprintf("%s-more-%d", building, n))
			ids = append(ids, id)
			if _, err := s.Store.Posts.Add(t.Context(), community.Post{ID: id, Building: building, Kind: community.PostCulture}); err != nil {
				t.Fatal(err)
			}
		}
	}
	from, until, wan, nobody := community.Day("2026-11-01"), community.Day("2029-10-31"), communitytest.Wan, community.PersonID("")
	for round := range 20 {
		var wg sync.WaitGroup
		start := make(chan struct{})
		for _, id := range ids {
			wg.Go(func() {
				<-start
				_, err := s.ChangePost(t.Context(), all, id, community.PostChange{Holder: &wan, From: &from, Until: &until})
				if err != nil && !errors.Is(err, community.ErrSeats) {
					t.Error(err)
				}
			})
		}
		close(start)
		wg.Wait()
		held, err := s.PostsOf(t.Context(), wan)
		if err != nil || len(held) > 2 || len(held) == 0 {
			t.Fatalf("round %d: one person holds %d posts, %v", round, len(held), err)
		}
		for _, p := range held {
			if _, err := s.ChangePost(t.Context(), all, p.ID, community.PostChange{Holder: &nobody}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestSeatCutShort: what a process left behind that died while it gave somebody posts
// stands in the way for a minute, and not longer.
func TestSeatCutShort(t *testing.T) {
	t.Parallel()
	s := newTown(t, nil)
	now := today
	s.Now = func() time.Time { return now }
	answers, err := s.Store.Seats.Add(t.Context(), community.Seats{Person: communitytest.Wan, Taking: []community.Taking{
		{Post: "GX-12-health", At: now}, {Post: "GX-2-head", At: now},
	}})
	if err := errors.Join(append(answers, err)...); err != nil {
		t.Fatal(err)
	}
	from, until, wan := community.Day("2026-11-01"), community.Day("2029-10-31"), communitytest.Wan
	give := func() error {
		_, err := s.ChangePost(t.Context(), all, "GX-12-culture", community.PostChange{Holder: &wan, From: &from, Until: &until})
		return err
	}
	if err := give(); !errors.Is(err, community.ErrSeats) {
		t.Errorf("beside two that are being given: %v", err)
	}
	now = now.Add(time.Minute + time.Second)
	if err := give(); err != nil {
		t.Errorf("after they were lost: %v", err)
	}
	seats, err := s.Store.Seats.Get(t.Context(), wan)
	if err != nil || len(seats.Taking) != 0 {
		t.Errorf("left behind is %+v, %v", seats, err)
	}
}
