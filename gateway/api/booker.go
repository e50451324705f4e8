package api

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// Errors of booking for others.
var (
	// errNotForThem is the same for somebody who has not agreed, who lives elsewhere,
	// and who does not exist.
	errNotForThem = fault.New(fault.Forbidden, "not_for_them", "you may not book for this person; they have to name you as somebody who acts for them first")
	errChannel    = fault.New(fault.Forbidden, "channel", "these places are given out in another way; you may not book from them")
)

// staffChannels is through which channels each role books for others; the first is
// meant where none is said. A role that is not here books for nobody.
var staffChannels = map[identity.Role][]string{
	identity.BuildingHead: {ticketing.ThroughHead},
	identity.Hotline:      {ticketing.ThroughHotline},
	identity.Organiser:    {ticketing.ThroughHotline, ticketing.ThroughHead, ticketing.WalkUp, ticketing.Accessible},
	identity.Secretary:    {ticketing.ThroughHead, ticketing.ThroughHotline},
	identity.Admin:        {ticketing.ThroughHotline, ticketing.ThroughHead, ticketing.WalkUp, ticketing.Accessible},
}

// BookFor says for whom a press is, on the wire.
type BookFor struct {
	For     community.PersonID `json:"for,omitempty" maxLength:"128" doc:"Somebody the caller may sign up; empty for oneself"`
	Channel string             `json:"channel,omitempty" enum:"building_head,hotline,walk_up,accessible" doc:"For those who book for others by their office; empty for their usual one"`
	Consent *Agreement         `json:"consent,omitempty" doc:"How the person agreed, where the caller books for them by office"`
}

// online says whether it is a press of somebody for themselves, on the page.
func (b BookFor) online() bool { return b == BookFor{} }

// booker is for whom and by whom places are taken.
type booker struct {
	person   community.Person // the zero one for an account that stands for nobody
	holder   ticketing.HolderID
	agent    ticketing.HolderID // who presses, "" for the holder
	channel  string
	subjects map[string]string
	detail   map[string]string // for the log, where it is for somebody else
}

// note adds to what the log says, where it is for somebody else.
func (b *booker) note(name, value string) {
	if b.detail != nil && value != "" {
		b.detail[name] = value
	}
}

// request asks for places for whoever it is.
func (b booker) request(pool ticketing.PoolID, r ClaimRequest, key string) ticketing.Request {
	return ticketing.Request{
		Pool: pool, Holder: b.holder, Agent: b.agent, Party: r.persons(), Children: r.Children, Key: key,
		Channel: b.channel, Subjects: b.subjects, Wish: r.wish(),
	}
}

// booker says for whom a press is and whether the caller may: for themselves; for
// somebody who named them and agreed; and by office for those in their reach. It
// returns not_for_them, channel, and what an agreement that says too little returns.
func (a *API) booker(ctx context.Context, in BookFor) (booker, error) {
	me, err := a.knownSelf(ctx)
	if err != nil {
		return booker{}, err
	}
	if in.For == "" || in.For == me.ID {
		if in.Channel != "" {
			return booker{}, errChannel
		}
		return ownBooker(ctx, me), nil
	}
	if in.Channel == "" {
		b, err := a.namedBooker(ctx, me, in.For)
		if !errors.Is(err, errNotForThem) {
			return b, err
		}
	}
	return a.officeBooker(ctx, me, in)
}

func ownBooker(ctx context.Context, me community.Person) booker {
	who := actor(ctx)
	account := string(who.Account.ID)
	return booker{
		person: me, channel: ticketing.Online, holder: ticketing.HolderID(cmp.Or(string(me.ID), account)),
		subjects: subjects(me, account, who.Mark),
	}
}

// namedBooker books for somebody who named the caller for signing up.
func (a *API) namedBooker(ctx context.Context, me community.Person, id community.PersonID) (booker, error) {
	relation, ok, err := a.Community.MayAct(ctx, me.ID, id, community.ToSignUp, a.Now())
	if err == nil && !ok {
		err = errNotForThem
	}
	if err != nil {
		return booker{}, err
	}
	p, err := a.Community.Store.People.Get(ctx, id)
	if err != nil {
		return booker{}, err
	}
	b := booker{
		person: p, holder: ticketing.HolderID(p.ID), agent: ticketing.HolderID(me.ID), channel: ticketing.Online,
		detail: map[string]string{"relation": string(relation.ID), "kind": relation.Kind},
	}
	b.subjects, err = a.subjectsOf(ctx, p, actor(ctx).Mark)
	return b, err
}

// officeBooker books for somebody in the caller's reach, who said yes to it.
func (a *API) officeBooker(ctx context.Context, me community.Person, in BookFor) (booker, error) {
	p, err := a.personInOffice(ctx, in.For)
	if err != nil {
		return booker{}, err
	}
	channels := a.officeChannels(ctx, p)
	channel := in.Channel
	if channel == "" && len(channels) > 0 {
		channel = channels[0]
	}
	if !slices.Contains(channels, channel) {
		return booker{}, errChannel
	}
	if in.Consent == nil {
		return booker{}, community.ErrHow
	}
	witness := strings.TrimSpace(in.Consent.Witness)
	if in.Consent.How != "paper" && witness == "" {
		return booker{}, community.ErrWitness
	}
	b := booker{
		person: p, holder: ticketing.HolderID(p.ID), channel: channel,
		agent:  ticketing.HolderID(cmp.Or(string(me.ID), string(actor(ctx).Account.ID))),
		detail: map[string]string{"how": in.Consent.How, "witness": witness},
	}
	// The number is that of an office, which books for many.
	b.subjects, err = a.subjectsOf(ctx, p, "")
	return b, err
}

// personInOffice returns somebody the caller may act for by office.
func (a *API) personInOffice(ctx context.Context, id community.PersonID) (community.Person, error) {
	reach := a.reach(ctx, identity.ActForPeople)
	if len(reach) == 0 {
		return community.Person{}, errNotForThem
	}
	p, err := a.Community.PersonIn(ctx, reach, id)
	if errors.Is(err, community.ErrNoPerson) {
		return p, errNotForThem
	}
	if err == nil {
		// The log is to say in which role.
		requestOf(ctx).Right = identity.ActForPeople
	}
	return p, err
}

// officeChannels are those the caller's roles have for somebody.
func (a *API) officeChannels(ctx context.Context, p community.Person) []string {
	var list []string
	for _, g := range actor(ctx).Grants {
		nodes := identity.Nodes([]identity.Grant{g}, identity.ActForPeople, a.Now())
		if !a.Community.Within(string(p.Building), nodes) {
			continue
		}
		for _, c := range staffChannels[g.Role] {
			if !slices.Contains(list, c) {
				list = append(list, c)
			}
		}
	}
	return list
}

// subjectsOf are the subjects of a claim for somebody else.
func (a *API) subjectsOf(ctx context.Context, p community.Person, mark string) (map[string]string, error) {
	account, err := a.Identity.AccountOfPerson(ctx, string(p.ID))
	if err != nil && !errors.Is(err, identity.ErrNoAccount) {
		return nil, err
	}
	return subjects(p, string(account.ID), mark), nil
}

// subjects name whom the limits count beside the holder: the household, the account
// the person had before they said who they are, and the telephone as a mark that does
// not show it. What is not there is left out.
func subjects(p community.Person, account, mark string) map[string]string {
	s := map[string]string{ticketing.PerHousehold: string(p.Household), ticketing.PerPhone: mark}
	if p.ID != "" {
		s[ticketing.AlsoHolder] = account
	}
	maps.DeleteFunc(s, func(_, v string) bool { return v == "" })
	return s
}

// knownSelf is the person the account stands for as they were a moment ago, the zero
// one for none: a rush of claims is not a rush on the register.
func (a *API) knownSelf(ctx context.Context) (community.Person, error) {
	id := community.PersonID(actor(ctx).Account.Person)
	if id == "" {
		return community.Person{}, nil
	}
	p, err := a.seenSelves.Get(ctx, id, a.self)
	if errors.Is(err, errNobody) {
		err = nil
	}
	return p, err
}

// forOthers runs change; for somebody else it is written down, with what and object
// as in [API.audited].
func (a *API) forOthers(ctx context.Context, b booker, what, object string, change func(context.Context) error) error {
	if b.detail == nil {
		return change(ctx)
	}
	detail := maps.Clone(b.detail)
	if b.channel != "" {
		detail["channel"] = b.channel
	}
	return a.audited(ctx, what, object, scopeOf(b.person), b.person.ID, "", detail, change)
}
