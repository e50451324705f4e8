package banquet

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/community"
)

// letter puts a message to the person a registration is for into its document, so that
// it is sent whatever happens next.
func (r *Registration) letter(at time.Time, template, text string) {
	r.Outbox = post(r.Outbox, fmt.Sprintf("banquet.%s.%s.%d", template, r.ID, r.Rev), Letter{To: r.Holder, Template: template, Text: text, At: at})
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

// day writes a moment's day in both calendars.
func day(t time.Time) string {
	return t.In(events.Zone).Format("1月2日") + "（" + events.Lunar(t) + "）"
}

func clock(t time.Time) string { return t.In(events.Zone).Format("15:04") }

// what names what a household is registered for.
func (s *Service) what(e Edition, r Registration) string {
	sitting, ok := e.Sitting(r.Session)
	if !ok {
		if r.Home() > 0 {
			return fmt.Sprintf("万家宴送餐到家，%d份", r.Home())
		}
		return "万家宴，只带菜"
	}
	kind := "入席"
	if sitting.Kind == Walk {
		kind = "巡席"
	}
	return fmt.Sprintf("万家宴，%s%s%s，%d位", day(sitting.Starts), clock(sitting.Starts), kind, r.Come())
}

func (s *Service) heldWords(e Edition, r Registration) string {
	return fmt.Sprintf("【万家】已为您家留位：%s，请在%s前确认，可以延长一次。打电话也可以。", s.what(e, r), clock(r.Until))
}

func (s *Service) waitingWords(e Edition, r Registration) string {
	return fmt.Sprintf("【万家】已排队：%s。有了空位会告诉您，留两个小时给您确认。", s.what(e, r))
}

func (s *Service) registeredWords(e Edition, r Registration) string {
	var also []string
	if r.Come() > 0 && r.Home() > 0 {
		also = append(also, fmt.Sprintf("另有%d份送到家", r.Home()))
	}
	if r.HighChairs > 0 {
		also = append(also, fmt.Sprintf("婴儿椅%d把", r.HighChairs))
	}
	text := "【万家】报名成功：" + s.what(e, r)
	if len(also) > 0 {
		text += "，" + strings.Join(also, "，")
	}
	return fmt.Sprintf("%s。%s %s前可以改。", text, day(e.ChangeUntil), clock(e.ChangeUntil))
}
