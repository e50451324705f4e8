package banquet

import (
	"context"
	"fmt"
	"maps"
	"time"

	"wanjia/events"
	"wanjia/events/community"
)

// letter puts a message to the person a registration is for into its document, so that
// it is sent whatever happens next.
func (r *Registration) letter(at time.Time, template string, words events.Text) {
	r.Outbox = post(r.Outbox, fmt.Sprintf("banquet.%s.%s.%d", template, r.ID, r.Rev), NewLetter(r.Holder, template, words, at))
}

// NewLetter is a message to a person.
func NewLetter(to, template string, words events.Text, at time.Time) Letter {
	return Letter{To: to, Template: template, Text: words.ZH, EN: words.EN, At: at}
}

// post is an outbox with one letter more, in a map of its own.
func post(box map[string]Letter, id string, l Letter) map[string]Letter {
	box = maps.Clone(box)
	if box == nil {
		box = map[string]Letter{}
	}
	box[id] = l
	return box
}

// send sends the letters of a registration and strikes them; what fails is left to
// [Service.Tend].
func (s *Service) send(ctx context.Context, r Registration) {
	s.sendBox(ctx, r.Outbox, func(sent []string) error {
		_, err := s.Store.Registrations.Change(ctx, r.ID, func(r *Registration) error {
			r.Outbox = without(r.Outbox, sent)
			return nil
		})
		return err
	})
}

// sendBox sends letters and has those that went strike.
func (s *Service) sendBox(ctx context.Context, box map[string]Letter, strike func([]string) error) {
	ctx = context.WithoutCancel(ctx)
	var sent []string
	for id, l := range box {
		if err := s.Letters.Tell(ctx, id, l); err != nil {
			s.Log.WarnContext(ctx, "message of the banquet left to the next round", "message", id, "err", err)
			continue
		}
		sent = append(sent, id)
	}
	if len(sent) == 0 {
		return
	}
	if err := strike(sent); err != nil {
		s.Log.WarnContext(ctx, "message of the banquet not struck yet", "err", err)
	}
}

func without(box map[string]Letter, ids []string) map[string]Letter {
	box = maps.Clone(box)
	for _, id := range ids {
		delete(box, id)
	}
	if len(box) == 0 {
		return nil
	}
	return box
}

// tendLetters sends what dishes and groups could not.
func (s *Service) tendLetters(ctx context.Context) error {
	dishes, err := all(ctx, s.Store.Dishes, community.By{Index: "outbox"})
	if err != nil {
		return err
	}
	for _, d := range dishes {
		s.sendDish(ctx, d)
	}
	groups, err := all(ctx, s.Store.Kin, community.By{Index: "outbox"})
	for _, k := range groups {
		s.sendKin(ctx, k)
	}
	return err
}

func (s *Service) sendDish(ctx context.Context, d Dish) {
	s.sendBox(ctx, d.Outbox, func(sent []string) error {
		_, err := s.Store.Dishes.Change(ctx, d.ID, func(d *Dish) error {
			d.Outbox = without(d.Outbox, sent)
			return nil
		})
		return err
	})
}

func (s *Service) sendKin(ctx context.Context, k Kin) {
	s.sendBox(ctx, k.Outbox, func(sent []string) error {
		_, err := s.Store.Kin.Change(ctx, k.ID, func(k *Kin) error {
			k.Outbox = without(k.Outbox, sent)
			return nil
		})
		return err
	})
}
