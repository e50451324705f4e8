package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/events/objects"
)

// PageInput asks for a piece of a list.
type PageInput struct {
	After string `query:"after" maxLength:"1024" doc:"The next of the page before; empty for the first"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"At most so many"`
}

func (p PageInput) query() events.PageQuery {
	return events.PageQuery{After: p.After, Limit: p.Limit}
}

// pageFault says which part of a page's request a store refuses: the limit is
// checked before it, so it is the cursor.
func pageFault(err error) error {
	if errors.Is(err, docstore.ErrInvalid) {
		return errCursor
	}
	return err
}

// EventInput names an event.
type EventInput struct {
	Event events.ID `path:"event" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
}

// reply is an output that is only a body.
type reply[T any] struct{ Body T }

// getEvents answers GET /v1/events: 200 EventPage.
func (a *API) getEvents(ctx context.Context, in *PageInput) (*reply[EventPage], error) {
	list, next, err := a.Events.Events(ctx, in.query())
	if err != nil {
		return nil, pageFault(err)
	}
	page := EventPage{Items: make([]Event, len(list)), Next: next}
	for i, e := range list {
		page.Items[i] = a.wireEvent(e)
	}
	return &reply[EventPage]{page}, nil
}

// getEvent answers GET /v1/events/{event}: 200 Event | 404 no_such_event.
func (a *API) getEvent(ctx context.Context, in *EventInput) (*reply[Event], error) {
	e, err := a.Events.Event(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	return &reply[Event]{a.wireEvent(e)}, nil
}

// getSessions answers GET /v1/events/{event}/sessions: 200 SessionList |
// 404 no_such_event.
func (a *API) getSessions(ctx context.Context, in *EventInput) (*reply[SessionList], error) {
	list, err := a.Events.Sessions(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	event, err := a.Events.Event(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	out := SessionList{Items: make([]Session, len(list))}
	for i, s := range list {
		out.Items[i] = a.wireSession(event, s)
	}
	return &reply[SessionList]{out}, nil
}

// coverPolicy keeps a picture a picture: an SVG may hold a script.
const coverPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

// getCover answers GET /v1/events/{event}/cover: 200 the picture | 304 |
// 404 no_such_event, no_cover.
func (a *API) getCover(c *fiber.Ctx) error {
	id := events.ID(c.Params("event"))
	pic, err := a.covers.Get(c.UserContext(), id, func(ctx context.Context) (*file, error) {
		e, err := a.Events.Event(ctx, id)
		if err != nil {
			return nil, err
		}
		if e.Cover == "" || a.Objects == nil {
			return nil, errNoCover
		}
		body, err := a.readPicture(ctx, e.Cover)
		if err != nil {
			return nil, fmt.Errorf("read cover of %s: %w", id, err)
		}
		return pictureFile(e.Cover, body), nil
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, coverPolicy)
	c.Set(fiber.HeaderCacheControl, "public, max-age=300")
	return pic.send(c)
}

// pictureFile is a picture to send. One that is text, as an SVG is, is packed: it is
// a large part of what a first visit has to wait for.
func pictureFile(name string, body []byte) *file {
	f := &file{plain: body, contentType: pictureType(name, body), tag: tagOf(body)}
	if f.contentType == svgType {
		f.gzip = gzipped(body)
	}
	return f
}

// gzipped is a body packed.
func gzipped(body []byte) []byte {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, werr := z.Write(body)
	if errors.Join(werr, z.Close()) != nil {
		return nil // which a buffer never brings about
	}
	return packed.Bytes()
}

const svgType = "image/svg+xml"

const maxPicture = 4 << 20 // bytes; covers are kept in memory for a while

func (a *API) readPicture(ctx context.Context, key string) ([]byte, error) {
	r, info, err := a.Objects.Get(ctx, key)
	if errors.Is(err, objects.ErrNotFound) {
		return nil, errNoCover
	}
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(r, maxPicture+1))
	err = errors.Join(err, r.Close())
	if err == nil && len(body) > maxPicture {
		err = fmt.Errorf("a picture of %d bytes is too large", info.Size)
	}
	return body, err
}

// pictureType goes by the name for SVG, which looks like text, and else by the
// first bytes. Nothing but pictures is served as what it says it is.
func pictureType(name string, body []byte) string {
	if hasSuffixFold(name, ".svg") {
		return svgType
	}
	switch t := http.DetectContentType(body); t {
	case "image/png", "image/jpeg", "image/webp", "image/gif":
		return t
	}
	return fiber.MIMEOctetStream
}

// packLists packs what a first visit reads of events: the same for everybody, with no
// secret in it, and four times as large as it is. Figures that many ask for at once are
// answered elsewhere, as they are.
var packLists = compress.New(compress.Config{
	Level: compress.LevelBestSpeed,
	Next: func(c *fiber.Ctx) bool {
		p := c.Path()
		return c.Method() != fiber.MethodGet || p != "/v1/events" && !(strings.HasPrefix(p, "/v1/events/") && strings.HasSuffix(p, "/sessions"))
	},
})
