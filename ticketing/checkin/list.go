package checkin

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

// Code is a pass by the hash of what is read aloud.
type Code struct {
	Hash   string
	Serial pass.Serial
	From   time.Time
	Until  time.Time
	Party  int
	Gates  uint16
}

// List is what a gate needs to judge a night's passes without a network.
type List struct {
	AsOf    time.Time
	Version string // of what is in it, whenever it was made
	Ring    pass.Ring
	Salt    []byte // the hashes of codes are made with it
	From    time.Time
	Until   time.Time
	Revoked []pass.Serial // in order
	Codes   []Code
}

// IsRevoked says whether a serial is on the list.
func (l List) IsRevoked(s pass.Serial) bool {
	_, found := slices.BinarySearchFunc(l.Revoked, s, func(a, b pass.Serial) int { return slices.Compare(a[:], b[:]) })
	return found
}

// listFor is how old a list may be before another one is made; what is revoked reaches
// a gate that has a network that much later, and a sync interval.
const listFor = 5 * time.Second

// Where writes are counted another one costs nothing while there are none, and a small
// one hardly more: it is made as often as an eighth of the time allows.
const (
	listSoon  = 500 * time.Millisecond
	listShare = 8
)

// listed is the list of an event: the last one made, and whether one is being made.
type listed struct {
	mu   sync.Mutex // held while one is made
	list List
	at   time.Time
	good time.Duration // how long it may be told
	of   madeOf        // with mu held only
}

// anewAfter is how long a list is believed of which nothing seems to have changed.
const anewAfter = time.Minute

// madeOf is what a list was made of.
type madeOf struct {
	at       time.Time
	sessions []events.Session
	writes   int64 // of what else is in it; -1 where nobody counts them
}

func (m madeOf) same(o madeOf) bool {
	return m.writes >= 0 && m.writes == o.writes && m.at.Sub(o.at) < anewAfter && slices.EqualFunc(m.sessions, o.sessions, func(a, b events.Session) bool {
		return a.ID == b.ID && a.Starts.Equal(b.Starts) && a.Ends.Equal(b.Ends)
	})
}

// CodeHash is how a list has a code.
func CodeHash(salt []byte, code string) string {
	h := hmac.New(sha256.New, salt)
	h.Write([]byte(code))
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// List returns what the gates of an event need for the night that is on or next,
// seconds old. Only whoever asks first waits for it; while another one is made the one
// before is good enough. Passes that [Service.Prepare] has not made yet are not in it.
// It returns pass.ErrNone and [ErrNoNight].
func (s *Service) List(ctx context.Context, event events.ID) (List, error) {
	if s.Lists != nil {
		return s.Lists.List(ctx, event)
	}
	s.mu.Lock()
	if s.lists == nil {
		s.lists = map[events.ID]*listed{}
	}
	l := s.lists[event]
	if l == nil {
		l = &listed{}
		s.lists[event] = l
	}
	have, at, good := l.list, l.at, l.good
	s.mu.Unlock()
	if !at.IsZero() && s.Now().Sub(at) < good {
		return have, nil
	}
	if at.IsZero() {
		l.mu.Lock()
	} else if !l.mu.TryLock() {
		return have, nil
	}
	defer l.mu.Unlock()
	s.mu.Lock()
	have, again := l.list, !l.at.IsZero() && s.Now().Sub(l.at) < l.good
	s.mu.Unlock()
	if again {
		return have, nil // somebody else has just made it
	}
	now := s.Now()
	sessions, err := s.night(ctx, event, now)
	if err != nil {
		return List{}, err
	}
	good = listFor
	list, of := have, madeOf{now, sessions, s.written()}
	if of.same(l.of) {
		list.AsOf = now
	} else {
		if list, err = s.makeList(ctx, event, now, sessions); err != nil {
			return List{}, err
		}
		l.of = of
	}
	if of.writes >= 0 {
		good = min(listFor, max(listSoon, listShare*s.Now().Sub(now)))
	}
	s.mu.Lock()
	l.list, l.at, l.good = list, now, good
	s.mu.Unlock()
	return list, nil
}

func (s *Service) makeList(ctx context.Context, event events.ID, now time.Time, sessions []events.Session) (List, error) {
	book, err := s.Passes.Book(ctx, event)
	if err != nil {
		return List{}, err
	}
	salt := sha256.Sum256(append([]byte("codes\x00"), book.Secret...))
	list := List{AsOf: now, Ring: book.Ring(), Salt: salt[:], From: sessions[0].Starts, Until: sessions[len(sessions)-1].Ends}
	for _, session := range sessions {
		after := s.kept.since()
		sheets, err := s.Passes.Sheets(ctx, session.ID)
		if err != nil {
			return List{}, err
		}
		s.kept.put(book.Number, sheets, after)
		revoked, err := s.Passes.RevokedOf(ctx, sheets)
		if err != nil {
			return List{}, err
		}
		list.Revoked = append(list.Revoked, revoked...)
		if err := s.addCodes(ctx, &list, session.ID, sheets); err != nil {
			return List{}, err
		}
	}
	slices.SortFunc(list.Revoked, func(a, b pass.Serial) int { return slices.Compare(a[:], b[:]) })
	slices.SortFunc(list.Codes, func(a, b Code) int { return cmp.Compare(a.Hash, b.Hash) })
	list.Version = list.version()
	return list, nil
}

func (s *Service) addCodes(ctx context.Context, list *List, session events.SessionID, sheets []pass.Sheet) error {
	last := make(map[ticketing.ClaimID]pass.Issue, len(sheets))
	for _, sh := range sheets {
		if i, ok := sh.Last(); ok {
			last[sh.Claim] = i
		}
	}
	return s.each(ctx, session, func(c ticketing.Claim) error {
		i, ok := last[c.ID]
		if ok && i.Rev == c.Rev && c.Code != "" {
			list.Codes = append(list.Codes, Code{CodeHash(list.Salt, c.Code), i.Serial, i.From, i.From.Add(i.Lasts), i.Party, i.Gates})
		}
		return nil
	})
}

// each runs do with every claim that stands of a session.
func (s *Service) each(ctx context.Context, session events.SessionID, do func(ticketing.Claim) error) error {
	pools, err := s.Pools.PoolsOf(ctx, session)
	if err != nil {
		return fmt.Errorf("pools of session %s: %w", session, err)
	}
	for _, pool := range pools {
		claims, err := s.Claims.Owned(ctx, pool.ID)
		if err != nil {
			return fmt.Errorf("list what is owned of pool %s: %w", pool.ID, err)
		}
		for _, c := range claims {
			if c.State != ticketing.Claimed || c.Channel == ticketing.WalkUp {
				continue
			}
			if err := do(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// Prepare makes the passes that nobody has opened yet, of the night that is on or
// next, so that their codes are known at the gates. It is a worker's, safe to repeat
// and to run in several at once: where everything is there it only reads.
func (s *Service) Prepare(ctx context.Context, event events.ID) (int, error) {
	now := s.Now()
	book, err := s.Passes.Book(ctx, event)
	if err != nil {
		return 0, err
	}
	sessions, err := s.night(ctx, event, now)
	if err != nil {
		return 0, err
	}
	made := 0
	for _, session := range sessions {
		sheets, err := s.Passes.Sheets(ctx, session.ID)
		if err != nil {
			return made, err
		}
		revs, from := make(map[ticketing.ClaimID]int64, len(sheets)), session.Starts.Truncate(time.Minute)
		for _, sh := range sheets {
			i, ok := sh.Last()
			if key, err := book.Key(i.Key); ok && err == nil && key.Withdrawn.IsZero() && i.From.Equal(from) && (sh.Chosen == 0 || sh.Chosen == i.Gates) {
				revs[sh.Claim] = i.Rev
			}
		}
		var missing []ticketing.Claim
		err = s.each(ctx, session.ID, func(c ticketing.Claim) error {
			if rev, ok := revs[c.ID]; !ok || rev != c.Rev {
				missing = append(missing, c)
			}
			return nil
		})
		if err != nil {
			return made, err
		}
		n, err := s.issue(ctx, missing)
		if made += n; err != nil {
			return made, err
		}
	}
	return made, nil
}

// issuers is how many passes are made at the same time: the store writes together what
// comes together.
const issuers = 32

// issue makes the passes of claims and returns how many were made.
func (s *Service) issue(ctx context.Context, claims []ticketing.Claim) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	next, made, errs := atomic.Int64{}, atomic.Int64{}, make([]error, issuers)
	var all sync.WaitGroup
	for n := range min(issuers, len(claims)) {
		all.Go(func() {
			for i := next.Add(1); i <= int64(len(claims)) && ctx.Err() == nil; i = next.Add(1) {
				if _, errs[n] = s.Passes.Pass(ctx, claims[i-1]); errs[n] != nil {
					cancel()
					return
				}
				made.Add(1)
			}
		})
	}
	all.Wait()
	return int(made.Load()), errors.Join(errs...)
}

// version is the same for lists that say the same.
func (l List) version() string {
	h := sha256.New()
	for id, key := range l.Ring.Keys {
		fmt.Fprintf(h, "%d %x\n", id, key)
	}
	fmt.Fprintf(h, "%s %s\n", l.From, l.Until)
	for _, s := range l.Revoked {
		h.Write(s[:])
	}
	for _, c := range l.Codes {
		h.Write([]byte(c.Hash))
		h.Write(c.Serial[:])
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// lingers is how long after its end a session still matters to the gates.
const lingers = 4 * time.Hour

// night is the sessions of the day that is on, or else of the next one, with those that
// ended a moment ago.
func (s *Service) night(ctx context.Context, event events.ID, now time.Time) ([]events.Session, error) {
	all, err := s.Sessions.Sessions(ctx, event)
	if err != nil {
		return nil, err
	}
	day := func(x events.Session) string { return x.Starts.In(events.Zone).Format(time.DateOnly) }
	near := func(x events.Session) bool { return x.Ends.Add(lingers).After(now) }
	first := slices.IndexFunc(all, func(x events.Session) bool { return x.Ends.After(now) })
	if first < 0 {
		first = slices.IndexFunc(all, near)
	}
	if first < 0 {
		return nil, ErrNoNight
	}
	// While the last night's people are still at the gates the next day's can wait.
	if over := slices.IndexFunc(all, near); over < first && all[first].Starts.Sub(now) > lingers {
		first = over
	}
	of := day(all[first])
	return slices.DeleteFunc(slices.Clone(all), func(x events.Session) bool {
		return day(x) != of && (!near(x) || x.Starts.After(all[first].Starts))
	}), nil
}
