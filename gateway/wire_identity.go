package main

import (
	"context"
	"errors"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/gateway/identity"
	"wanjia/gateway/identity/store"
	"wanjia/ticketing"
)

// people is who can sign in, and the rules of that.
type people struct {
	service *identity.Service
	store   *store.Store
}

func newPeople(e docstore.Engine, sender events.Sender) people {
	s := store.New(e)
	return people{&identity.Service{Store: s, Sender: sender, Now: time.Now}, s}
}

// watch has people believed in for as long as e tells of no change.
func (p people) watch(e docstore.Watcher) {
	p.service.Watch(func(changed func(string)) { p.store.Watch(e, changed) })
}

// contacts finds how to reach the holder of a place.
type contacts struct {
	people    people
	community residents
}

// Phone implements [workers.Contacts]: a holder is an account, or a person, who is
// reached through the account that stands for them. The number in somebody's record
// is not used: nobody has proved that it is theirs.
func (c contacts) Phone(ctx context.Context, holder ticketing.HolderID) (number, language string, err error) {
	a, err := c.people.store.Account(ctx, identity.AccountID(holder))
	if errors.Is(err, identity.ErrNoAccount) {
		p, perr := c.community.service.Survivor(ctx, community.PersonID(holder))
		if errors.Is(perr, community.ErrNoPerson) {
			return "", "", nil
		}
		if perr != nil {
			return "", "", perr
		}
		a, err = c.people.store.AccountOfPerson(ctx, string(p.ID))
	}
	if errors.Is(err, identity.ErrNoAccount) {
		return "", "", nil
	}
	return a.Phone, a.Language, err
}

// sweep removes what has expired.
func (p people) sweep(ctx context.Context) error {
	_, err := p.service.Sweep(ctx)
	return err
}

// postRoles is what each post of a building makes of who holds it.
var postRoles = map[string]identity.Role{
	community.PostLeader:   identity.GroupLeader,
	community.PostHead:     identity.BuildingHead,
	community.PostHealth:   identity.HealthPost,
	community.PostSecurity: identity.SecurityPost,
	community.PostCulture:  identity.CulturePost,
	community.PostProperty: identity.PropertyPost,
}

// maxPosts bounds how many posts of one person are looked at; the rules allow two.
const maxPosts = 100

// PostsOf implements [identity.Posts]: the posts held or deputised for today. Who
// was merged into another person holds what that one holds; who was removed, nothing.
func (r residents) PostsOf(ctx context.Context, person string) ([]identity.Grant, error) {
	p, err := r.service.Survivor(ctx, community.PersonID(person))
	if errors.Is(err, community.ErrNoPerson) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	today := r.service.Now().In(events.Zone)
	var grants []identity.Grant
	for _, index := range []string{"holder", "deputy"} {
		posts, _, err := r.service.Store.Posts.List(ctx, community.By{Index: index, Prefix: string(p.ID) + "/", Limit: maxPosts})
		if err != nil {
			return nil, err
		}
		for _, p := range posts {
			until, stands := termEnd(p, today)
			if role, ok := postRoles[p.Kind]; ok && stands {
				grants = append(grants, identity.Grant{Role: role, Node: string(p.Building), Until: until})
			}
		}
	}
	return grants, nil
}

// termEnd says whether the term of a post runs today, and at which moment it ends,
// the zero one where nobody has said. A term with a day that cannot be read
// does not run.
func termEnd(p community.Post, today time.Time) (time.Time, bool) {
	if p.From != "" {
		from, err := time.ParseInLocation(time.DateOnly, string(p.From), events.Zone)
		if err != nil || today.Before(from) {
			return time.Time{}, false
		}
	}
	if p.Until == "" {
		return time.Time{}, true
	}
	last, err := time.ParseInLocation(time.DateOnly, string(p.Until), events.Zone)
	if err != nil {
		return time.Time{}, false
	}
	end := last.AddDate(0, 0, 1)
	return end, today.Before(end)
}
