package runs

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/ticketing/checkseating"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/tables"
)

// Guests tells who comes to a banquet and with which dishes; the rules of registration do.
type Guests interface {
	// Sittings lists the meals at tables of an event, the earliest first; none for an
	// event that has none.
	Sittings(ctx context.Context, event events.ID) ([]Sitting, error)
	// Households yields who comes to a sitting, in an order that is always the same.
	Households(ctx context.Context, event events.ID, sitting events.SessionID) iter.Seq2[tables.Household, error]
	// Dishes yields what is eaten at a sitting, likewise.
	Dishes(ctx context.Context, event events.ID, sitting events.SessionID) iter.Seq2[tables.Dish, error]
}

// Store keeps halls, runs, versions and boards.
type Store interface {
	// Halls returns the halls of an event by id.
	Halls(ctx context.Context, event events.ID) ([]floor.Drawn, error)
	// ChangeHall applies change to a hall as it is, or returns [floor.ErrNoHall]. change may
	// run several times; an error from it changes nothing.
	ChangeHall(ctx context.Context, event events.ID, hall string, change func(*floor.Drawn) error) (floor.Drawn, error)
	// KeepDrawing keeps a drawing under its hash for ever.
	KeepDrawing(ctx context.Context, h *floor.Hall) error
	// Drawing returns the document of a drawing by its hash, or [floor.ErrNoHall].
	Drawing(ctx context.Context, hash string) ([]byte, error)

	AddRun(ctx context.Context, r Run) error
	Run(ctx context.Context, id string) (Run, error) // or [ErrNoRun]
	ChangeRun(ctx context.Context, id string, change func(*Run) error) (Run, error)
	// PendingRuns yields the errands of runs that are not over, as old as before.
	PendingRuns(ctx context.Context, before time.Time) iter.Seq2[events.Errand, error]

	// AddVersion keeps a version; one of the same id that is there stays.
	AddVersion(ctx context.Context, v *Version) error
	Version(ctx context.Context, id string) (*Version, error) // or [ErrNoVersion]

	// Board returns the board of an event; an empty one where nobody was seated yet.
	Board(ctx context.Context, event events.ID) (Board, error)
	// ChangeBoard applies change to the board and raises its Rev.
	ChangeBoard(ctx context.Context, event events.ID, change func(*Board) error) (Board, error)
}

// Who does something.
type Who struct{ Account, Name string }

// Service is the rules of seating. Its fields are set once, before use.
type Service struct {
	Store  Store
	Guests Guests
	Queue  events.Queue // hastens a run; the outbox makes up for it
	Log    *slog.Logger
	Now    func() time.Time
	// Shut lists the venues of an event that are closed, at which a run seats nobody; nil
	// where none ever is.
	Shut func(ctx context.Context, event events.ID) ([]string, error)

	mu    sync.Mutex
	known []*Version // the versions asked for last
}

// keptVersions is how many versions are kept in memory.
const keptVersions = 8

// Start begins a run over all sittings of an event. What it comes to is a draft, but for
// the sittings in publish. It returns [ErrRunning] while another is under way, and
// [ErrNoSitting].
func (s *Service) Start(ctx context.Context, who Who, event events.ID, seed uint64, why string, publish ...string) (Run, error) {
	sittings, err := s.Guests.Sittings(ctx, event)
	if err != nil {
		return Run{}, err
	}
	if len(sittings) == 0 {
		return Run{}, ErrNoSitting
	}
	now := s.Now()
	r := Run{
		ID: "s-" + strings.ToLower(rand.Text()[:12]), Event: event, Seed: seed, State: Running,
		By: who.Account, ByName: who.Name, Why: why, Created: now, Publish: publish,
	}
	r.beat(now)
	if err := s.Store.AddRun(ctx, r); err != nil {
		return Run{}, err
	}
	_, err = s.Store.ChangeBoard(ctx, event, func(b *Board) error {
		if b.Run != "" {
			other, err := s.Store.Run(ctx, b.Run)
			if err != nil && !errors.Is(err, ErrNoRun) {
				return err
			}
			if err == nil && !other.Over() {
				return ErrRunning
			}
		}
		b.Run = r.ID
		return nil
	})
	if err != nil {
		_, failed := s.Store.ChangeRun(ctx, r.ID, func(r *Run) error { r.end(Cancelled, s.Now()); return nil })
		return Run{}, errors.Join(err, failed)
	}
	if err := s.Queue.Enqueue(ctx, r.Errands[0]); err != nil {
		s.Log.WarnContext(ctx, "errand left to the sweeper", "errand", r.Errands[0].ID, "err", err)
	}
	return r, nil
}

// Cancel ends a run; what counted before still does. It returns [ErrOver].
func (s *Service) Cancel(ctx context.Context, event events.ID, id string) (Run, error) {
	return s.Store.ChangeRun(ctx, id, func(r *Run) error {
		if r.Event != event {
			return ErrNoRun
		}
		if r.Over() {
			return ErrOver
		}
		r.end(Cancelled, s.Now())
		return nil
	})
}

// Run returns a run of an event, or [ErrNoRun].
func (s *Service) Run(ctx context.Context, event events.ID, id string) (Run, error) {
	r, err := s.Store.Run(ctx, id)
	if err == nil && r.Event != event {
		return Run{}, ErrNoRun
	}
	return r, err
}

// Board returns the board of an event.
func (s *Service) Board(ctx context.Context, event events.ID) (Board, error) {
	return s.Store.Board(ctx, event)
}

// Sitting returns a sitting of an event, or [ErrNoSitting].
func (s *Service) Sitting(ctx context.Context, event events.ID, id events.SessionID) (Sitting, error) {
	all, err := s.Guests.Sittings(ctx, event)
	if err != nil {
		return Sitting{}, err
	}
	if i := slices.IndexFunc(all, func(x Sitting) bool { return x.ID == id }); i >= 0 {
		return all[i], nil
	}
	return Sitting{}, ErrNoSitting
}

// Current returns the version that counts at a sitting for those who seat people, a draft
// or not, or [ErrNoSeating].
func (s *Service) Current(ctx context.Context, event events.ID, sitting events.SessionID) (*Version, error) {
	b, err := s.Store.Board(ctx, event)
	if err != nil {
		return nil, err
	}
	id := b.Versions[string(sitting)]
	if id == "" {
		return nil, ErrNoSeating
	}
	return s.version(ctx, id)
}

// version returns a version, from memory where it was asked for lately.
func (s *Service) version(ctx context.Context, id string) (*Version, error) {
	s.mu.Lock()
	i := slices.IndexFunc(s.known, func(v *Version) bool { return v.ID == id })
	if i >= 0 {
		v := s.known[i]
		s.mu.Unlock()
		return v, nil
	}
	s.mu.Unlock()
	v, err := s.Store.Version(ctx, id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known = append(s.known, v); len(s.known) > keptVersions {
		s.known = slices.Clone(s.known[1:])
	}
	return v, nil
}

// check has a result and the bound it is compared with read by rules that share nothing
// with the solver.
func check(p *tables.Plan, r tables.Result, bound int) error {
	plan, err := json.Marshal(p)
	if err != nil {
		return err
	}
	result, err := json.Marshal(r)
	if err != nil {
		return err
	}
	wrong := append(checkseating.Check(plan, result), checkseating.CheckBound(plan, result, bound)...)
	if len(wrong) > 0 {
		return fmt.Errorf("%d rules are broken, the first: %s: %w", len(wrong), wrong[0], ErrBroken)
	}
	return nil
}
