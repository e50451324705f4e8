package api

import (
	"context"

	"wanjia/gateway/identity"
	"wanjia/streaming"
)

// ItemPerformer is who takes part in an item: a person, or a group by its leader.
type ItemPerformer struct {
	Person streaming.PersonID `json:"person" minLength:"1" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Group  string             `json:"group,omitempty" maxLength:"40" doc:"The name of the group that the person leads; left out for the person alone"`
}

// PerformerQuery searches for somebody to be named.
type PerformerQuery struct {
	Q     string `query:"q" maxLength:"200" doc:"A name, its pinyin or initials, an address, the end of a number, or some of each"`
	Limit int    `query:"limit" minimum:"1" maximum:"50" default:"20"`
}

// getPerformers answers GET /v1/channels/{channel}/programme/performers: 200 FoundList |
// 404 not_found, no_show. Whoever lives outside the caller's reach, or is no longer
// there, is not in it.
func (a *API) getPerformers(ctx context.Context, in *ProgrammeOf) (*reply[FoundList], error) {
	if a.Shows == nil {
		return nil, streaming.ErrNoChannel
	}
	s, err := a.Shows.Show(ctx, in.Channel)
	if err != nil {
		return nil, err
	}
	var named []Found
	for _, p := range s.Cast() {
		named = append(named, Found{Kind: "person", ID: string(p)})
	}
	items, err := a.showFound(ctx, a.reach(ctx, identity.DirectShow), named)
	return &reply[FoundList]{FoundList{items, here(a.Now())}}, err
}

// findPerformers answers GET /v1/performers?q=: 200 FoundList | 503 search_unavailable.
// Directors find people for this alone, so they see no more of them than a name with a
// mark in it and the building.
func (a *API) findPerformers(ctx context.Context, in *PerformerQuery) (*reply[FoundList], error) {
	return a.search(ctx, a.reach(ctx, identity.DirectShow), in.Q, []string{"person"}, in.Limit)
}

// agreedAgain is who of a show agreed to being seen again.
func (a *API) agreedAgain(ctx context.Context, s streaming.Show) (map[streaming.PersonID]bool, error) {
	cast := s.Cast()
	if len(cast) == 0 || a.Shows.Consents == nil {
		return nil, nil
	}
	return a.Shows.Consents.Agreed(ctx, cast)
}

func performing(list []ItemPerformer) []streaming.Performer {
	var out []streaming.Performer
	for _, p := range list {
		out = append(out, streaming.Performer(p))
	}
	return out
}

func wirePerformers(list []streaming.Performer) []ItemPerformer {
	out := make([]ItemPerformer, len(list))
	for i, p := range list {
		out[i] = ItemPerformer(p)
	}
	return out
}
