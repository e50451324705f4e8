package api

import (
	"context"
	"encoding/base64"
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events/community"
	"wanjia/events/community/portrait"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
)

// MyDuty is a post the caller holds.
type MyDuty struct {
	ID        community.PostID    `json:"id" example:"GX-12-head"`
	Kind      string              `json:"kind" example:"head"`
	Title     string              `json:"title" example:"楼栋长"`
	Building  community.NodeID    `json:"building"`
	Name      string              `json:"name" doc:"Of the building" example:"桂香苑 12栋"`
	State     community.PostState `json:"state" enum:"held,vacant,term_over,not_begun"`
	From      community.Day       `json:"from"`
	Until     community.Day       `json:"until" doc:"The last day"`
	Named     bool                `json:"named" doc:"The caller's name is on the duty roster"`
	DutyPhone string              `json:"duty_phone" doc:"Of the post"`
}

// MyDuties is the posts the caller holds, and their photo for the duty roster.
type MyDuties struct {
	Items  []MyDuty   `json:"items" nullable:"false"`
	Next   string     `json:"next" doc:"Always empty: the list is whole"`
	Agreed bool       `json:"agreed" doc:"The caller agrees to a photo on the duty roster"`
	Photo  *time.Time `json:"photo,omitempty" doc:"Since when there is one, to be had at /v1/me/portrait"`
}

// portraitFaults are what can be wrong with a photo.
func portraitFaults(more ...*fault.Error) []*fault.Error {
	return append(more, community.ErrNoPerson, community.ErrNoDuty, community.ErrPhotoNotAgreed, community.ErrNoPictures, portrait.ErrPicture, portrait.ErrPictureSize)
}

// getMeDuties answers GET /v1/me/posts: 200 MyDuties | 404 no_household.
func (a *API) getMeDuties(ctx context.Context, _ *struct{}) (*reply[MyDuties], error) {
	me, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	posts, err := a.Community.PostsOf(ctx, me.ID)
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	out := MyDuties{Items: make([]MyDuty, len(posts))}
	for i, p := range posts {
		named, err := a.Community.NamesOnWall(ctx, p)
		if err != nil {
			return nil, err
		}
		out.Items[i] = MyDuty{
			ID: p.ID, Kind: p.Kind, Title: p.Title, Building: p.Building, Name: tree.BuildingName(p.Building), State: a.Community.PostState(p),
			From: p.From, Until: p.Until, Named: named, DutyPhone: p.DutyPhone,
		}
	}
	if out.Agreed, err = a.Community.Agreed(ctx, me.ID, community.ForDutyPhoto); err != nil {
		return nil, err
	}
	if out.Photo, err = a.photoSince(ctx, me.ID); err != nil {
		return nil, err
	}
	return &reply[MyDuties]{out}, nil
}

// photoSince is since when somebody has a photo that may be printed, nil for none.
func (a *API) photoSince(ctx context.Context, id community.PersonID) (*time.Time, error) {
	p, err := a.Community.Portrait(ctx, id)
	if errors.Is(err, community.ErrNoPortrait) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return new(here(p.At)), nil
}

// getMePortrait answers GET /v1/me/portrait: 200 image/jpeg | 404 no_household,
// no_such_portrait.
func (a *API) getMePortrait(c *fiber.Ctx) error {
	me, err := a.self(c.UserContext())
	if err != nil {
		return err
	}
	return a.sendPortrait(c, me.ID)
}

// putMePortrait answers PUT /v1/me/portrait: 204 | 400 picture, picture_size |
// 404 no_household | 409 no_duty, photo_not_agreed. The body is the picture as it is.
func (a *API) putMePortrait(c *fiber.Ctx) error {
	me, err := a.self(c.UserContext())
	if err != nil {
		return err
	}
	return a.setPortrait(c, me, "")
}

// deleteMePortrait answers DELETE /v1/me/portrait: 204 | 404 no_household.
func (a *API) deleteMePortrait(ctx context.Context, _ *struct{}) (*struct{}, error) {
	me, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	return nil, a.removePortrait(ctx, me, "")
}

// PostPath names a post.
type PostPath struct {
	Post community.PostID `path:"post" maxLength:"64"`
}

// getPostPortrait answers GET /v1/posts/{post}/portrait: 200 image/jpeg of whoever
// holds it | 404 no_such_post, no_such_portrait.
func (a *API) getPostPortrait(c *fiber.Ctx) error {
	ctx := c.UserContext()
	post, err := a.Community.PostWithin(ctx, a.reach(ctx, identity.PrintRoster), community.PostID(c.Params("post")))
	if err != nil {
		return err
	}
	return a.sendPortrait(c, post.Holder)
}

// putPostPortrait answers PUT /v1/posts/{post}/portrait: 204 | 400 picture,
// picture_size | 404 no_such_post, no_such_person | 409 no_duty, photo_not_agreed.
// The body is the picture of whoever holds the post, as it is.
func (a *API) putPostPortrait(c *fiber.Ctx) error {
	holder, err := a.holderOf(c.UserContext(), community.PostID(c.Params("post")))
	if err != nil {
		return err
	}
	return a.setPortrait(c, holder, holder.ID)
}

// deletePostPortrait answers DELETE /v1/posts/{post}/portrait: 204 | 404
// no_such_post, no_such_person.
func (a *API) deletePostPortrait(ctx context.Context, in *PostPath) (*struct{}, error) {
	holder, err := a.holderOf(ctx, in.Post)
	if err != nil {
		return nil, err
	}
	return nil, a.removePortrait(ctx, holder, holder.ID)
}

// holderOf is who holds a post the caller may change.
func (a *API) holderOf(ctx context.Context, id community.PostID) (community.Person, error) {
	post, err := a.Community.PostWithin(ctx, a.reach(ctx, identity.ChangeOrganisation), id)
	if err != nil {
		return community.Person{}, err
	}
	holders, err := a.Community.HoldersOf(ctx, post)
	if err != nil {
		return community.Person{}, err
	}
	holder, ok := holders[post.Holder]
	if !ok || !holder.Live() {
		return community.Person{}, community.ErrNoPerson
	}
	return holder, nil
}

// setPortrait keeps the body as somebody's photo; behalf is theirs where somebody else
// sends it.
func (a *API) setPortrait(c *fiber.Ctx, p community.Person, behalf community.PersonID) error {
	ctx := c.UserContext()
	err := a.audited(ctx, "portrait.set", "person/"+string(p.ID), scopeOf(p), behalf, "", nil, func(ctx context.Context) error {
		_, err := a.Community.SetPortrait(ctx, p.ID, c.Body(), string(actor(ctx).Account.ID))
		return err
	})
	if err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

func (a *API) removePortrait(ctx context.Context, p community.Person, behalf community.PersonID) error {
	return a.audited(ctx, "portrait.remove", "person/"+string(p.ID), scopeOf(p), behalf, "", nil, func(ctx context.Context) error {
		return a.Community.RemovePortrait(ctx, p.ID)
	})
}

// sendPortrait sends a photo that is nobody's but those who asked for it: no cache
// keeps it.
func (a *API) sendPortrait(c *fiber.Ctx, id community.PersonID) error {
	if id == "" {
		return community.ErrNoPortrait
	}
	picture, err := a.Community.PortraitPicture(c.UserContext(), id)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "image/jpeg")
	return c.Send(picture)
}

// copyPortrait adds the photo itself to the copy of what is kept.
func (a *API) copyPortrait(ctx context.Context, d *MyData, kept community.Kept) error {
	for _, p := range kept.Portraits {
		if p.Key == "" || a.Community.Pictures == nil {
			continue
		}
		picture, err := a.Community.Pictures.Picture(ctx, p.Key)
		if err != nil {
			return err
		}
		d.Photos = append(d.Photos, MyPhoto{At: here(p.At), For: community.ForDutyPhoto, JPEG: base64.StdEncoding.EncodeToString(picture)})
	}
	return nil
}
