package api

import (
	"context"
	"maps"
	"slices"
	"time"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// BuildingPost is a post as those see it who work with it.
type BuildingPost struct {
	ID          community.PostID    `json:"id" example:"GX-12-head"`
	Building    community.NodeID    `json:"building"`
	Kind        string              `json:"kind" enum:"leader,head,health,security,culture,property"`
	Title       string              `json:"title"`
	State       community.PostState `json:"state" enum:"held,vacant,term_over,not_begun"`
	Holder      community.PersonID  `json:"holder" doc:"Empty while vacant"`
	HolderName  string              `json:"holder_name" doc:"Masked unless the holder is on the wall or the caller may change people or posts there"`
	Deputy      community.PersonID  `json:"deputy"`
	DeputyName  string              `json:"deputy_name" doc:"Masked as the holder's"`
	From        community.Day       `json:"from"`
	Until       community.Day       `json:"until" doc:"The last day"`
	VacantSince community.Day       `json:"vacant_since"`
	DutyPhone   string              `json:"duty_phone" doc:"Of the post"`
	Published   bool                `json:"published" doc:"To be named on the wall; counts only while the holder's consent stands"`
	Photo       *time.Time          `json:"photo,omitempty" doc:"Since when there is a photo of the holder, to be had at /v1/posts/{post}/portrait"`
	PhotoAgreed bool                `json:"photo_agreed" doc:"The holder agrees to a photo on the duty roster"`
	Terms       []PostTerm          `json:"terms" nullable:"false" doc:"Those before, oldest first"`
}

// PostTerm is a time in which somebody held a post.
type PostTerm struct {
	Holder     community.PersonID `json:"holder"`
	HolderName string             `json:"holder_name"`
	From       community.Day      `json:"from"`
	Until      community.Day      `json:"until"`
}

// PostList is the posts of a building, in the order of the wall.
type PostList struct {
	Items []BuildingPost `json:"items" nullable:"false"`
	Next  string         `json:"next" doc:"Always empty: the list is whole"`
}

// PostsInput names a building.
type PostsInput struct {
	Building community.NodeID `query:"building" required:"true" maxLength:"64" example:"GX-12"`
}

// PostInput is a change of a post; what is left out stays as it is.
type PostInput struct {
	Post community.PostID `path:"post" maxLength:"64"`
	Body struct {
		Holder    *community.PersonID `json:"holder,omitempty" maxLength:"128" doc:"Empty leaves the post vacant from today; somebody else needs from and until"`
		Deputy    *community.PersonID `json:"deputy,omitempty" maxLength:"128"`
		From      *community.Day      `json:"from,omitempty" maxLength:"10" example:"2027-01-01" doc:"Today or earlier"`
		Until     *community.Day      `json:"until,omitempty" maxLength:"10" doc:"Today or later"`
		DutyPhone *string             `json:"duty_phone,omitempty" maxLength:"20"`
		Published *bool               `json:"published,omitempty"`
		Why       string              `json:"why" maxLength:"200"`
	}
}

// getPosts answers GET /v1/posts?building=: 200 PostList | 404 no_such_building.
func (a *API) getPosts(ctx context.Context, in *PostsInput) (*reply[PostList], error) {
	posts, people, err := a.Community.Posts(ctx, a.reach(ctx, identity.SeeOrganisation), in.Building)
	if err != nil {
		return nil, err
	}
	out := PostList{Items: make([]BuildingPost, len(posts))}
	for i, p := range posts {
		if out.Items[i], err = a.wirePost(ctx, p, people); err != nil {
			return nil, err
		}
	}
	return &reply[PostList]{out}, nil
}

// putPost answers PUT /v1/posts/{post}: 200 BuildingPost | 400 term, holder, deputy,
// duty_phone, reason | 404 no_such_post, no_such_person | 409 too_many_posts,
// not_agreed.
func (a *API) putPost(ctx context.Context, in *PostInput) (*reply[BuildingPost], error) {
	why, err := reason(in.Body.Why)
	if err != nil {
		return nil, err
	}
	reach := a.reach(ctx, identity.ChangeOrganisation)
	before, err := a.Community.PostWithin(ctx, reach, in.Post)
	if err != nil {
		return nil, err
	}
	b := in.Body
	change := community.PostChange{
		Holder: b.Holder, Deputy: b.Deputy, From: b.From, Until: b.Until, DutyPhone: b.DutyPhone, Published: b.Published,
	}
	holder := before.Holder
	if b.Holder != nil && *b.Holder != "" {
		holder = *b.Holder
	}
	var after community.Post
	err = a.audited(ctx, "post.change", "post/"+string(in.Post), before.Building, holder, why, postDetail(change),
		func(ctx context.Context) error {
			var err error
			after, err = a.Community.ChangePost(ctx, reach, in.Post, change)
			a.Identity.Forget() // who holds a post acts by it at once, and who held it no more
			return err
		})
	if err != nil {
		return nil, err
	}
	people, err := a.Community.HoldersOf(ctx, after)
	if err != nil {
		return nil, err
	}
	out, err := a.wirePost(ctx, after, people)
	return &reply[BuildingPost]{out}, err
}

// postDetail is what a change of a post says in the audit log.
func postDetail(c community.PostChange) map[string]string {
	d := map[string]string{}
	say(d, "holder", c.Holder)
	say(d, "deputy", c.Deputy)
	say(d, "from", c.From)
	say(d, "until", c.Until)
	say(d, "duty_phone", c.DutyPhone)
	if phone, ok := d["duty_phone"]; ok {
		d["duty_phone"] = community.MaskPhone(phone)
	}
	if c.Published != nil {
		d["published"] = map[bool]string{true: "yes", false: "no"}[*c.Published]
	}
	return d
}

func say[S ~string](d map[string]string, name string, value *S) {
	if value != nil {
		d[name] = string(*value)
	}
}

// wirePost shows a post. people are those it names.
func (a *API) wirePost(ctx context.Context, p community.Post, people map[community.PersonID]community.Person) (BuildingPost, error) {
	known, err := a.Community.NamesOnWall(ctx, p)
	if err != nil {
		return BuildingPost{}, err
	}
	open := a.mayNameAt(ctx, p.Building)
	name := func(id community.PersonID) string {
		if open || known && id == p.Holder {
			return people[id].Name
		}
		return community.MaskName(people[id].Name)
	}
	w := BuildingPost{
		ID: p.ID, Building: p.Building, Kind: p.Kind, Title: p.Title, State: a.Community.PostState(p), Holder: p.Holder,
		HolderName: name(p.Holder), Deputy: p.Deputy, DeputyName: name(p.Deputy), From: p.From, Until: p.Until,
		VacantSince: p.VacantSince, DutyPhone: p.DutyPhone, Published: p.Published, Terms: make([]PostTerm, len(p.Terms)),
	}
	if p.Holder != "" {
		if w.PhotoAgreed, err = a.Community.Agreed(ctx, p.Holder, community.ForDutyPhoto); err != nil {
			return BuildingPost{}, err
		}
		if w.Photo, err = a.photoSince(ctx, p.Holder); err != nil {
			return BuildingPost{}, err
		}
	}
	for i, t := range p.Terms {
		w.Terms[i] = PostTerm{t.Holder, name(t.Holder), t.From, t.Until}
	}
	return w, nil
}

// mayNameAt says whether the caller sees the names of people of a building in full.
func (a *API) mayNameAt(ctx context.Context, building community.NodeID) bool {
	nodes := map[community.NodeID]bool{}
	for _, right := range []identity.Right{identity.ChangePeople, identity.ChangeOrganisation} {
		for _, n := range a.reach(ctx, right) {
			nodes[n] = true
		}
	}
	list := make([]string, 0, len(nodes))
	for _, n := range slices.Sorted(maps.Keys(nodes)) {
		list = append(list, string(n))
	}
	return a.Community.Within(string(building), list)
}
