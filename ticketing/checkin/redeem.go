package checkin

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/ticketing/pass"
)

// Closed is the reason of a gate that was told to let nobody in.
const Closed Reason = "gate_closed"

// Full is the reason of a gate server that has let in as many as it may without asking.
const Full Reason = "zone_full"

// Unready is the reason of a gate server that was just set up and has not been told how
// many it may let in without asking.
const Unready Reason = "getting_ready"

// ShiftOver is the reason of a device whose shift is over, see [Device.Off].
const ShiftOver Reason = "shift_over"

// Errors between the parts that decide for all gates at once. No caller outside sees them.
var (
	// ErrCold is what an [Entrance] answers which has lost what it knew.
	ErrCold = errors.New("the admissions of the event are not known")
	// ErrTaken is what a [Store] answers where another admission with a pass has its number.
	ErrTaken = errors.New("another admission with the pass has that number")
)

// Known is an admission as an [Entrance] has it.
type Known struct {
	Entry
	Name string // of the scan: the same one counts once
}

// Entrance decides for all gates that have a network who comes in with a pass. It may
// lose everything at any moment: the records are the truth.
type Entrance interface {
	// Enter adds an admission if first, where nobody came in with the pass yet, or rest,
	// where some did, and as many are left of the party. It returns the admissions before
	// it, and whether it is one, or was before under the same name. [ErrCold] is for an
	// event of which it has not been told everything.
	Enter(ctx context.Context, r Record, first, rest bool) ([]Known, bool, error)
	// Tell adds admissions that happened, each name once; whole says that these are all.
	Tell(ctx context.Context, event events.ID, records []Record, whole bool) error
	// Forget makes it cold for an event.
	Forget(ctx context.Context, event events.ID) error
}

// Name is under which an [Entrance] knows a record.
func (r Record) Name() string { return string(r.Device) + "/" + r.Nonce }

// Redeem decides online, for all gates at once, whether who is on a line of a device's
// log may come in, and makes the line durable if so. The line counts from then on,
// whether the device ever brings it in its log or not; repeating it changes nothing.
// Whoever is refused leaves nothing behind. at is the device's clock; closed says that
// the gate was told to let nobody in. It returns
// [ErrRecord] for a line that is none of the device's.
func (s *Service) Redeem(ctx context.Context, d Device, at time.Time, r Record, closed bool) (Answer, error) {
	now := s.Now()
	s.receive(&r, d, now, at.Sub(now).Round(time.Millisecond))
	if r.bad() || r.Broken || r.Kind != In {
		return Answer{}, ErrRecord
	}
	if d.Off(now) {
		return Answer{Verdict: Wait, Reason: ShiftOver}, nil
	}
	p, revoked, gate, err := s.facts(ctx, d, r)
	switch {
	case errors.Is(err, pass.ErrNone):
		return Answer{Verdict: Refuse, Reason: NoCode}, nil
	case err != nil:
		return Answer{}, err
	case p.Party != r.Party:
		return Answer{}, ErrRecord
	}
	judge := func(entries []Entry) Answer { return s.Rules.Judge(p, now, gate, r.Persons, revoked, entries) }
	first := !closed && judge(nil).Verdict == Admit
	rest := !closed && s.restMay(p, now, gate, revoked)
	for range 2 {
		known, in, err := s.enter(ctx, r, first, rest)
		if err != nil {
			return Answer{}, err
		}
		entries := before(known, r.Name())
		if !in {
			a := judge(entries)
			if a.Verdict == Admit {
				a = Answer{Verdict: Wait, Reason: Closed, Left: a.Left + a.Persons, First: a.First}
			}
			return a, nil
		}
		n := 0
		for _, e := range entries {
			n += e.Persons
		}
		err = s.Store.Redeem(ctx, r, len(entries))
		if errors.Is(err, ErrTaken) {
			// It has forgotten somebody: it is told again what the documents say.
			if err := s.Entrance.Forget(ctx, r.Event); err != nil {
				return Answer{}, err
			}
			continue
		}
		if err != nil {
			return Answer{}, err
		}
		s.feed(d.Event).came([]Record{r})
		a := Answer{Verdict: Admit, Reason: OK, Persons: r.Persons, Left: max(p.Party-n-r.Persons, 0)}
		if n > 0 {
			a.Reason, a.First = Rest, earliest(entries)
		}
		return a, nil
	}
	return Answer{}, fmt.Errorf("redeem %s: %w", r.Serial, ErrTaken)
}

// facts are what the pass of a line stands for, whether it was revoked, and the bit of
// the device's gate. It returns pass.ErrNone for a serial that is no pass's.
func (s *Service) facts(ctx context.Context, d Device, r Record) (pass.Pass, bool, uint16, error) {
	serial := r.Serial
	book, err := s.Passes.Book(ctx, d.Event)
	if err != nil {
		return pass.Pass{}, false, 0, err
	}
	list, err := s.List(ctx, d.Event)
	if err != nil && !errors.Is(err, ErrNoNight) {
		return pass.Pass{}, false, 0, err
	}
	gate, _ := book.Gate(d.Gate)
	sheet, err := s.sheetOf(ctx, book.Number, serial)
	if s.Alone && errors.Is(err, pass.ErrNone) {
		// The device has judged window and gate by the pass itself; here it counts once.
		return pass.Pass{Event: book.Number, Serial: serial, Party: r.Party, Staff: true, Gates: pass.AnyGate}, list.IsRevoked(serial), gate.Mask(), nil
	}
	if err != nil {
		return pass.Pass{}, false, 0, err
	}
	i := slices.IndexFunc(sheet.Issues, func(i pass.Issue) bool { return i.Serial == serial })
	if i < 0 {
		return pass.Pass{}, false, 0, pass.ErrNone
	}
	issue := sheet.Issues[i]
	p := pass.Pass{
		Event: book.Number, Serial: serial, From: issue.From, Lasts: issue.Lasts, Party: issue.Party, Wheelchair: issue.Wheelchair, Gates: issue.Gates,
	}
	return p, i < len(sheet.Issues)-1 || list.IsRevoked(serial), gate.Mask(), nil
}

// restMay says whether the rest of a party that came in may still come.
func (s *Service) restMay(p pass.Pass, now time.Time, gate uint16, revoked bool) bool {
	p.Party = 2
	return s.Rules.Judge(p, now, gate, 1, revoked, []Entry{{Persons: 1, At: now}}).Verdict == Admit
}

// enter asks the entrance, after telling it everything where it knows nothing.
func (s *Service) enter(ctx context.Context, r Record, first, rest bool) ([]Known, bool, error) {
	known, in, err := s.Entrance.Enter(ctx, r, first, rest)
	if !errors.Is(err, ErrCold) {
		return known, in, err
	}
	all, err := s.Store.RecordsSince(ctx, r.Event, time.Time{})
	if err != nil {
		return nil, false, err
	}
	if err := s.Entrance.Tell(ctx, r.Event, entering(all), true); err != nil {
		return nil, false, err
	}
	return s.Entrance.Enter(ctx, r, first, rest)
}

// letKnow tells the entrance of admissions that happened without asking it.
func (s *Service) letKnow(ctx context.Context, event events.ID, records []Record) {
	if list := entering(records); len(list) > 0 && s.Entrance != nil {
		if err := s.Entrance.Tell(ctx, event, list, false); err != nil {
			// Then it must not decide without them; where that fails too, it is away.
			_ = s.Entrance.Forget(ctx, event)
		}
	}
}

// entering is the records an entrance is to know.
func entering(records []Record) []Record {
	return slices.DeleteFunc(slices.Clone(records), func(r Record) bool { return r.Kind != In || r.Broken })
}

// before is the admissions that were there before the one of a name.
func before(known []Known, name string) []Entry {
	var out []Entry
	for _, k := range known {
		if k.Name == name {
			break
		}
		out = append(out, k.Entry)
	}
	return out
}
