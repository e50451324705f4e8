package streamingtest

import (
	"context"
	"slices"
	"strings"
	"sync"

	"wanjia/streaming"
)

// Shows is [streaming.ShowStore] in memory. The zero value is empty.
type Shows struct {
	mu    sync.Mutex
	shows map[streaming.ChannelID]streaming.VersionedShow
}

var _ streaming.ShowStore = (*Shows)(nil)

// Show implements [streaming.ShowStore].
func (s *Shows) Show(_ context.Context, c streaming.ChannelID) (streaming.VersionedShow, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.shows[c]
	if !ok {
		return v, streaming.ErrNoShow
	}
	return apart(v), nil
}

// Shows implements [streaming.ShowStore].
func (s *Shows) Shows(context.Context) ([]streaming.VersionedShow, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []streaming.VersionedShow
	for _, v := range s.shows {
		all = append(all, apart(v))
	}
	slices.SortFunc(all, func(a, b streaming.VersionedShow) int { return strings.Compare(string(a.Channel), string(b.Channel)) })
	return all, nil
}

// Put implements [streaming.ShowStore].
func (s *Shows) Put(_ context.Context, v streaming.VersionedShow) (streaming.VersionedShow, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shows[v.Channel].Version != v.Version {
		return v, streaming.ErrShowChanged
	}
	if s.shows == nil {
		s.shows = map[streaming.ChannelID]streaming.VersionedShow{}
	}
	v.Version++
	s.shows[v.Channel] = apart(v)
	return v, nil
}

// apart shares nothing that is written to.
func apart(v streaming.VersionedShow) streaming.VersionedShow {
	v.Items, v.Checks, v.Waivers = slices.Clone(v.Items), slices.Clone(v.Checks), slices.Clone(v.Waivers)
	v.Cutouts, v.Rescues = slices.Clone(v.Cutouts), slices.Clone(v.Rescues)
	return v
}
