package main

import (
	"context"
	"fmt"

	"wanjia/events/fault"
	"wanjia/gateway/api"
)

var _ api.System = (*services)(nil)

// Parts implements [api.System]. Anybody may read it at /readyz, so addresses and
// paths stay out: those are in the log and in `wanjia doctor`.
func (s *services) Parts(ctx context.Context) []api.Part {
	states := s.states(ctx)
	out := make([]api.Part, len(states))
	for i, p := range states {
		out[i] = api.Part{Name: p.Name, Kind: p.Kind, State: "ok", Detail: p.What}
		if p.err != nil {
			out[i].State, out[i].Detail = "failing", fault.Of(p.err).Message
		}
	}
	return out
}

// Queues implements [api.System].
func (s *services) Queues(ctx context.Context) ([]api.Queue, error) {
	sizes, err := s.monitor.Queues(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]api.Queue, len(sizes))
	for i, q := range sizes {
		out[i] = api.Queue{Name: q.Name, Pending: q.Pending, Active: q.Active, Scheduled: q.Scheduled, Retry: q.Retry, Archived: q.Archived}
	}
	return out, nil
}

// Documents implements [api.System].
func (s *services) Documents(ctx context.Context) ([]api.Documents, error) {
	names, err := s.house.documents.Collections(ctx)
	if err != nil {
		return nil, fmt.Errorf("list collections: %w", err)
	}
	out := make([]api.Documents, len(names))
	for i, name := range names {
		n, err := s.house.documents.Size(ctx, name)
		if err != nil {
			return nil, err
		}
		out[i] = api.Documents{Collection: name, Count: n}
	}
	return out, nil
}
