package workers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"wanjia/events"
	"wanjia/ticketing"
)

// notice is a message about a claim: one that tells of several of its holder's has one id
// and the same words for each of them, so that it is sent once.
type notice struct {
	id   string
	text events.Text
}

// together is what a bulletin that keeps people away is to tell the holder of a claim: in
// one message, where they have several bookings that it is about. Each of them is told
// by it, and one that is not in it is told by another.
func (w *Worker) together(ctx context.Context, b events.Bulletin, said []events.Bulletin, t events.Telling, c ticketing.Claim) (notice, error) {
	about, _ := b.About(t.Session)
	alone := notice{t.ID, bulletinText(b, about, c)}
	if !b.Stops() || c.State != ticketing.Claimed {
		return alone, nil
	}
	list, err := w.fellows(ctx, b, said, c)
	if err != nil || len(list) < 2 {
		return alone, err
	}
	all := c
	all.Party = 0
	var names events.Text
	hash := sha256.New()
	for i, x := range list {
		about, _ := b.About(x.Session)
		name := what(events.Event{Title: b.Title}, events.Session{Title: about.Title, Starts: about.Was})
		if i > 0 { // the show is named once
			name = events.Text{ZH: "、" + strings.TrimPrefix(name.ZH, b.Title.ZH+"，"), EN: " and " + strings.TrimPrefix(name.EN, in(b.Title, "en")+", ")}
		}
		names.ZH, names.EN = names.ZH+name.ZH, names.EN+name.EN
		all.Party += x.Party
		fmt.Fprintf(hash, "%s %d\n", x.ID, x.Party)
	}
	id := fmt.Sprintf("%s.%s.%s", b.ID, list[0].ID, hex.EncodeToString(hash.Sum(nil)[:6]))
	return notice{id, bulletinOf(b, about, all, names)}, nil
}

// fellows are the bookings of the holder of one that a bulletin is news of, by id.
func (w *Worker) fellows(ctx context.Context, b events.Bulletin, said []events.Bulletin, c ticketing.Claim) ([]ticketing.Claim, error) {
	until := newsUntil(b, said)
	var list []ticketing.Claim
	page := events.PageQuery{Limit: tellPage}
	for {
		some, next, err := w.Tickets.Claims.OfHolder(ctx, c.Holder, page)
		if err != nil {
			return nil, fmt.Errorf("bookings to tell of together: %w", err)
		}
		for _, x := range some {
			_, about := b.About(x.Session)
			old := slices.ContainsFunc(said, func(later events.Bulletin) bool { return later.Overtakes(b, x.Session) })
			if about && !old && x.State == ticketing.Claimed && x.Agent == c.Agent && x.Channel == c.Channel && (until.IsZero() || !x.At.After(until)) {
				list = append(list, x)
			}
		}
		if page.After = next; next == "" {
			slices.SortFunc(list, func(a, b ticketing.Claim) int { return strings.Compare(string(a.ID), string(b.ID)) })
			return list, nil
		}
	}
}
