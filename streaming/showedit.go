package streaming

import (
	"slices"
	"time"
	"unicode/utf8"

	"wanjia/events"
)

// The bounds of a running order.
const (
	maxItems   = 200
	maxTitle   = 80 // characters
	maxLength  = 4 * time.Hour
	maxHardOut = 10
)

// Valid says whether a show can be kept: a channel that can be named, a running order
// without two items of one name, lengths that can be. Errors: ErrBadShow, saying
// where.
func (s Show) Valid() error {
	bad := func(where string) error { return ErrBadShow.With("field", where) }
	seen := map[ItemID]bool{}
	switch {
	case !s.Channel.Valid():
		return bad("channel")
	case s.Title.ZH == "":
		return bad("title")
	case s.Starts.IsZero():
		return bad("starts")
	case s.Delay < 0 || s.Delay > 10*time.Minute || s.Gap < 0 || s.Gap > time.Hour:
		return bad("delay")
	case len(s.Items) > maxItems || len(s.Outs) > maxHardOut:
		return bad("items")
	}
	for _, i := range s.Items {
		if i.ID == "" || len(i.ID) > 20 || seen[i.ID] {
			return bad("item")
		}
		seen[i.ID] = true
		if err := i.valid(); err != nil {
			return err
		}
	}
	if len(s.Cast()) > maxCast {
		return bad("performers")
	}
	return nil
}

func (i ShowItem) valid() error {
	bad := func(where string) error { return ErrBadShow.With("item", string(i.ID)).With("field", where) }
	switch {
	case i.Title.ZH == "" || utf8.RuneCountInString(i.Title.ZH) > maxTitle || utf8.RuneCountInString(i.Title.EN) > 2*maxTitle:
		return bad("title")
	case i.Length < time.Second || i.Length > maxLength:
		return bad("length")
	case i.From != FromStage && i.From != FromBranch && i.From != FromTape:
		return bad("from")
	case len(i.Feed) > maxSource || len(i.Standby) > maxSource:
		return bad("feed")
	}
	return i.performers()
}

// ItemChange is what is changed of an item; nil leaves it as it is.
type ItemChange struct {
	Title   *events.Text
	Length  *time.Duration
	Feed    *SourceID
	Standby *SourceID
	Cut     *bool
	Fixed   *bool
	Before  *ItemID // goes in front of this one; "" for the end

	Agreed     *bool        // also once the show has ended
	Performers *[]Performer // likewise
}

// Change changes one item. One that has begun keeps its place and stays shown. Errors:
// ErrNoItem, ErrItemDone, ErrBadShow, ErrShowState once the show has ended.
func (s *Show) Change(id ItemID, c ItemChange) error {
	again := ItemChange{Agreed: c.Agreed, Performers: c.Performers} // what is about its being seen again
	if s.State == ShowEnded && (c != again || again == ItemChange{}) {
		return ErrShowState.With("state", string(s.State))
	}
	at, err := s.Find(id)
	if err != nil {
		return err
	}
	item := s.Items[at]
	begun := !item.Began.IsZero()
	if begun && (c.Cut != nil && *c.Cut || c.Before != nil) {
		return ErrItemDone
	}
	set(&item.Title, c.Title)
	set(&item.Length, c.Length)
	set(&item.Feed, c.Feed)
	set(&item.Standby, c.Standby)
	set(&item.Cut, c.Cut)
	set(&item.Fixed, c.Fixed)
	set(&item.Agreed, c.Agreed)
	set(&item.Performers, c.Performers)
	if err := item.valid(); err != nil {
		return err
	}
	items := slices.Clone(s.Items)
	items[at] = item
	if c.Performers != nil && len((Show{Items: items}).Cast()) > maxCast {
		return ErrBadShow.With("field", "performers")
	}
	if c.Before != nil {
		if items, err = moved(items, at, *c.Before); err != nil {
			return err
		}
	}
	s.Items = items
	return nil
}

// Drop drops several items, or none of them. Errors: those of [Show.Change].
func (s *Show) Drop(ids []ItemID) error {
	then := *s
	for _, id := range ids {
		if err := then.Change(id, ItemChange{Cut: new(true)}); err != nil {
			return err
		}
	}
	*s = then
	return nil
}

func set[T any](field *T, to *T) {
	if to != nil {
		*field = *to
	}
}

// moved puts the item at a place in front of another, which may not have begun.
func moved(items []ShowItem, at int, before ItemID) ([]ShowItem, error) {
	item := items[at]
	if item.ID == before {
		return items, nil
	}
	items = slices.Delete(items, at, at+1)
	to := len(items)
	if before != "" {
		if to = slices.IndexFunc(items, func(i ShowItem) bool { return i.ID == before }); to < 0 {
			return nil, ErrNoItem
		}
		if !items[to].Began.IsZero() {
			return nil, ErrItemDone
		}
	}
	return slices.Insert(items, to, item), nil
}
