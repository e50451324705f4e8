package api

import (
	"context"
	"slices"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// OfficeStock is what somebody who books for others may give out of a session.
type OfficeStock struct {
	Session events.SessionID `json:"session"`
	Items   []OfficePool     `json:"items" nullable:"false"`
}

// OfficePool is one pool through one channel.
type OfficePool struct {
	Pool     ticketing.PoolID `json:"pool"`
	Title    events.Text      `json:"title"`
	Channel  string           `json:"channel" enum:"building_head,hotline,walk_up,accessible"`
	State    string           `json:"state" enum:"not_open,open,sold_out,closed"`
	Free     int              `json:"free"`
	Share    int              `json:"share" doc:"Places kept for this channel; -1 where the pool is not divided"`
	Taken    int              `json:"taken" doc:"Through this channel"`
	MaxParty int              `json:"max_party"`
	Seated   bool             `json:"seated"`
}

// getOfficeStock answers GET /v1/sessions/{session}/office: 200 OfficeStock, the pools
// through the caller's usual channel | 404 no_such_session.
func (a *API) getOfficeStock(ctx context.Context, in *SessionPath) (*reply[OfficeStock], error) {
	if _, err := a.Events.Session(ctx, in.Session); err != nil {
		return nil, err
	}
	out := OfficeStock{Session: in.Session, Items: []OfficePool{}}
	for _, channel := range a.usualChannels(ctx) {
		list, err := a.Tickets.FreeThrough(ctx, in.Session, channel)
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			out.Items = append(out.Items, OfficePool{
				Pool: t.Pool.ID, Title: t.Pool.Title, Channel: channel, State: t.State, Free: t.Free, Share: t.Share, Taken: t.Taken,
				MaxParty: t.Pool.MaxParty, Seated: t.Pool.Seated(),
			})
		}
	}
	return &reply[OfficeStock]{out}, nil
}

// usualChannels are those the caller's roles mean where none is said, anywhere.
func (a *API) usualChannels(ctx context.Context) []string {
	var list []string
	for _, g := range actor(ctx).Grants {
		if len(identity.Nodes([]identity.Grant{g}, identity.ActForPeople, a.Now())) == 0 {
			continue
		}
		if c := staffChannels[g.Role]; len(c) > 0 && !slices.Contains(list, c[0]) {
			list = append(list, c[0])
		}
	}
	return list
}

// ChainInput is a sign-up list pasted from a chat.
type ChainInput struct {
	Body struct {
		Text     string           `json:"text" maxLength:"20000"`
		Building community.NodeID `json:"building,omitempty" maxLength:"64" doc:"Look for people in this building only"`
	}
}

// Chain is the list's lines with who may be meant.
type Chain struct {
	Items []ChainItem `json:"items" nullable:"false"`
}

// ChainItem is one line.
type ChainItem struct {
	N        int         `json:"n"`
	Raw      string      `json:"raw" doc:"As it was written"`
	Who      string      `json:"who" doc:"What it says of who"`
	Party    int         `json:"party"`
	Children int         `json:"children"`
	Said     bool        `json:"said" doc:"The line says how many; else one is taken for meant"`
	Sure     bool        `json:"sure" doc:"Only one person fits, by name; else somebody has to decide"`
	People   []FoundItem `json:"people" nullable:"false" doc:"In the caller's reach, the likeliest first"`
}

// chainCandidates is how many people are shown for one line.
const chainCandidates = 6

// postChain matches a sign-up list against the people the caller may act for. It books
// nothing and keeps nothing.
//
//	POST /v1/chains   {"text": "1. 邓海燕 3人\n2. ..."}
//	200 Chain | 404 no_such_building | 503 search_unavailable
func (a *API) postChain(ctx context.Context, in *ChainInput) (*reply[Chain], error) {
	reach, err := a.Community.Narrow(ctx, a.reach(ctx, identity.ActForPeople), community.Narrowing{Building: in.Body.Building})
	if err != nil {
		return nil, err
	}
	if a.Directory == nil {
		return nil, errSearch
	}
	out := Chain{Items: []ChainItem{}}
	for _, l := range community.ReadChain(in.Body.Text) {
		found, _, err := a.Directory.Search(ctx, l.Who, reach, []string{"person"}, chainCandidates)
		if err != nil {
			return nil, err
		}
		people, err := a.showFound(ctx, reach, found)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, ChainItem{
			N: l.N, Raw: l.Raw, Who: l.Who, Party: l.Party, Children: l.Children, Said: l.Said, Sure: onlyByName(people), People: people,
		})
	}
	return &reply[Chain]{out}, nil
}

// onlyByName says whether exactly one of those found has the name that was written.
func onlyByName(people []FoundItem) bool {
	n := 0
	for _, p := range people {
		if slices.Contains(p.Why, "name") {
			n++
		}
	}
	return n == 1 && slices.Contains(people[0].Why, "name")
}
