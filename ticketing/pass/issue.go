package pass

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing"
)

// Errors of passes.
var (
	ErrNone      = fault.New(fault.NotFound, "no_pass", "this event is entered without a pass")
	ErrClaimOver = fault.New(fault.Conflict, "pass_over", "this booking has ended, and so has its pass")
	ErrNoGate    = fault.New(fault.NotFound, "no_such_gate", "this event has no such gate")
	ErrGates     = fault.New(fault.Invalid, "gates", "name 1 to 16 gates, each with a bit of its own")
)

// Issue is one making of a claim's pass. A claim whose party or holder changes gets a
// new one, with a new serial; the one before opens no gate.
type Issue struct {
	Serial     Serial
	Rev        int64 // of the claim it was made for
	Key        byte
	From       time.Time
	Lasts      time.Duration
	Party      int
	Children   int // of the party; told to whoever stands at the gate, not signed
	Wheelchair bool
	Gates      uint16
	At         time.Time
}

// Sheet is all passes a claim has had, the present one last.
type Sheet struct {
	Claim   ticketing.ClaimID
	Pool    ticketing.PoolID
	Session events.SessionID
	Event   events.ID
	Number  uint16 // of the event in the bytes
	Chosen  uint16 // the gate they asked for; 0 for whichever has room
	Issues  []Issue
}

// Last is the present issue, or false where there is none yet.
func (s Sheet) Last() (Issue, bool) {
	if len(s.Issues) == 0 {
		return Issue{}, false
	}
	return s.Issues[len(s.Issues)-1], true
}

// ErrSerial: the serial is another pass's.
var ErrSerial = errors.New("the serial is taken")

// Store is the durable record of books and passes.
type Store interface {
	// Book returns the book of an event, or ErrNone.
	Book(ctx context.Context, event events.ID) (Book, error)
	// OpenBook stores a new book under the first free number from number on, or returns
	// the one that is there.
	OpenBook(ctx context.Context, b Book) (Book, error)
	// ChangeBook applies change to the book as it is, again from the start while others
	// get in between. It returns ErrNone, or change's own error.
	ChangeBook(ctx context.Context, event events.ID, change func(*Book) error) (Book, error)
	// ChangeSheet applies change to the sheet as it is, the empty one where there is
	// none yet, and stores it if change says so, again from the start while others get
	// in between. It returns change's own error, and ErrSerial where another pass has
	// the new serial.
	ChangeSheet(ctx context.Context, empty Sheet, change func(*Sheet) (bool, error)) (Sheet, error)
	// Sheets returns the sheets of a session.
	Sheets(ctx context.Context, session events.SessionID) ([]Sheet, error)
	// SheetOf returns the sheet that has a serial; ErrNone for no such.
	SheetOf(ctx context.Context, number uint16, serial Serial) (Sheet, error)
}

// Claims is what is asked of the claims: who owns what of a pool now.
type Claims interface {
	Owned(ctx context.Context, pool ticketing.PoolID) ([]ticketing.Claim, error)
}

// Sessions is what is asked of the catalogue.
type Sessions interface {
	// Session returns one session, or events.ErrNoSession.
	Session(ctx context.Context, id events.SessionID) (events.Session, error)
}

// Service issues passes. Its fields are set once, before use.
type Service struct {
	Store    Store
	Claims   Claims
	Sessions Sessions
	Now      func() time.Time

	mu    sync.Mutex
	books map[events.ID]kept
}

type kept struct {
	book Book
	at   time.Time
}

// bookFor is how long a book is believed from memory: a new key is told that much
// before it signs, [Overlap] being longer.
const bookFor = 5 * time.Second

// Issued is a pass as whoever holds it gets it.
type Issued struct {
	Issue
	Text string // of the QR code
	Gate []Gate // that it opens
}

// Open gives an event its gates, a number and a first key; repeating it changes
// nothing. It returns [ErrGates].
func (s *Service) Open(ctx context.Context, event events.ID, gates []Gate) (Book, error) {
	var mask uint16
	for _, g := range gates {
		if g.ID == "" || g.Bit < 0 || g.Bit > 15 || mask&g.Mask() != 0 || g.Lanes < 1 {
			return Book{}, ErrGates
		}
		mask |= g.Mask()
	}
	if mask == 0 {
		return Book{}, ErrGates
	}
	now := s.Now()
	b := Book{Event: event, Number: 1, Gates: gates, Secret: make([]byte, 32)}
	rand.Read(b.Secret)
	if err := b.rotate(now, now); err != nil {
		return Book{}, err
	}
	return s.Store.OpenBook(ctx, b)
}

// Book returns what the passes of an event are made from, seconds old at most, or
// [ErrNone].
func (s *Service) Book(ctx context.Context, event events.ID) (Book, error) {
	now := s.Now()
	s.mu.Lock()
	k, ok := s.books[event]
	s.mu.Unlock()
	if ok && now.Sub(k.at) < bookFor {
		return k.book, nil
	}
	b, err := s.Store.Book(ctx, event)
	if err != nil {
		return b, err
	}
	s.keep(b)
	return b, nil
}

func (s *Service) keep(b Book) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.books == nil {
		s.books = map[events.ID]kept{}
	}
	s.books[b.Event] = kept{b, s.Now()}
}

// Rotate adds a key to an event that signs after [Overlap]. What older keys have signed
// stays good. It returns [ErrNone] and [ErrKeys].
func (s *Service) Rotate(ctx context.Context, event events.ID) (Book, error) {
	return s.change(ctx, event, func(b *Book, now time.Time) error { return b.rotate(now, now.Add(Overlap)) })
}

// Withdraw takes a key back that somebody else may know: what it signed opens no gate
// that has heard of it, and whoever asks for their pass gets another. It returns
// [ErrNone], [ErrNoKey], and [ErrLastKey] where no other key signs yet.
func (s *Service) Withdraw(ctx context.Context, event events.ID, key byte) (Book, error) {
	return s.change(ctx, event, func(b *Book, now time.Time) error { return b.withdraw(key, now) })
}

func (s *Service) change(ctx context.Context, event events.ID, change func(*Book, time.Time) error) (Book, error) {
	b, err := s.Store.ChangeBook(ctx, event, func(b *Book) error { return change(b, s.Now()) })
	if err == nil {
		s.keep(b)
	}
	return b, err
}

// serialTries is how many serials are drawn before something must be wrong: of a million
// passes each is taken once in a million.
const serialTries = 8

// Pass returns the pass of a claim, making it where there is none yet or where the
// claim, its session or the key has changed since. The same claim gets the same pass.
//
// It returns [ErrNone] for an event without gates and [ErrClaimOver].
func (s *Service) Pass(ctx context.Context, c ticketing.Claim) (Issued, error) {
	if c.State != ticketing.Claimed {
		return Issued{}, ErrClaimOver
	}
	book, err := s.Book(ctx, c.Event)
	if err != nil {
		return Issued{}, err
	}
	session, err := s.Sessions.Session(ctx, c.Session)
	if err != nil {
		return Issued{}, fmt.Errorf("session of claim %s: %w", c.ID, err)
	}
	key, err := book.Signing(s.Now())
	if err != nil {
		return Issued{}, err
	}
	want := Issue{
		Rev: c.Rev, Key: key.ID, From: session.Starts.UTC().Truncate(time.Minute), Party: c.Party, Children: c.Children,
		Wheelchair: c.Wish.Wheelchairs > 0, At: s.Now(),
	}
	want.Lasts = (session.Ends.Sub(want.From) + Step - 1).Truncate(Step)
	want.Gates = book.gateFor(c.ID, want.Wheelchair)
	for try := range serialTries {
		sheet, err := s.Store.ChangeSheet(ctx, Sheet{Claim: c.ID, Pool: c.Pool, Session: c.Session, Event: c.Event, Number: book.Number}, func(sh *Sheet) (bool, error) {
			if sh.Chosen != 0 {
				want.Gates = sh.Chosen
			}
			if last, ok := sh.Last(); ok && book.stillGood(last, want) && (sh.Chosen == 0 || last.Gates == sh.Chosen) {
				return false, nil
			}
			want.Serial = book.serial(c.ID, len(sh.Issues), try)
			sh.Issues = append(sh.Issues, want)
			return true, nil
		})
		if errors.Is(err, ErrSerial) {
			continue
		}
		if err != nil {
			return Issued{}, fmt.Errorf("issue the pass of claim %s: %w", c.ID, err)
		}
		last, _ := sheet.Last()
		return book.show(last)
	}
	return Issued{}, fmt.Errorf("issue the pass of claim %s: %w", c.ID, ErrSerial)
}

// Choose has a claim come in by a gate of its own choice from now on: its pass is made
// anew when it is asked for next, and the one before opens no gate. It returns [ErrNone],
// [ErrClaimOver] and [ErrNoGate].
func (s *Service) Choose(ctx context.Context, c ticketing.Claim, gate string) error {
	if c.State != ticketing.Claimed {
		return ErrClaimOver
	}
	book, err := s.Book(ctx, c.Event)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(book.Gates, func(g Gate) bool { return g.ID == gate })
	if i < 0 {
		return ErrNoGate
	}
	mask := book.Gates[i].Mask()
	_, err = s.Store.ChangeSheet(ctx, Sheet{Claim: c.ID, Pool: c.Pool, Session: c.Session, Event: c.Event, Number: book.Number}, func(sh *Sheet) (bool, error) {
		if sh.Chosen == mask {
			return false, nil
		}
		sh.Chosen = mask
		return true, nil
	})
	if err != nil {
		return fmt.Errorf("choose the gate of claim %s: %w", c.ID, err)
	}
	return nil
}

// stillGood says whether an issue need not be replaced by the one wanted now. A later
// key alone is no reason; a withdrawn one is.
func (b Book) stillGood(have, want Issue) bool {
	key, err := b.Key(have.Key)
	if err != nil || !key.Withdrawn.IsZero() || have.Rev < want.Rev {
		return false
	}
	return have.Rev > want.Rev || // whoever asks read the claim before it changed
		have.Party == want.Party && have.From.Equal(want.From) && have.Lasts == want.Lasts && have.Wheelchair == want.Wheelchair
}

// show signs an issue.
func (b Book) show(i Issue) (Issued, error) {
	key, err := b.Key(i.Key)
	if err != nil {
		return Issued{}, err
	}
	text, err := key.Sign(Pass{
		Event: b.Number, Serial: i.Serial, From: i.From, Lasts: i.Lasts, Party: i.Party, Wheelchair: i.Wheelchair, Gates: i.Gates,
	})
	if err != nil {
		return Issued{}, err
	}
	out := Issued{Issue: i, Text: text}
	for _, g := range b.Gates {
		if i.Gates&g.Mask() != 0 {
			out.Gate = append(out.Gate, g)
		}
	}
	return out, nil
}

// gateFor shares parties out among the gates by their lanes; who needs a way without
// steps goes where there is one.
func (b Book) gateFor(claim ticketing.ClaimID, stepFree bool) uint16 {
	gates := b.Gates
	if stepFree {
		gates = slices.DeleteFunc(slices.Clone(gates), func(g Gate) bool { return !g.StepFree })
		if len(gates) == 0 {
			gates = b.Gates
		}
	}
	lanes := 0
	for _, g := range gates {
		lanes += g.Lanes
	}
	sum := sha256.Sum256([]byte("gate\x00" + claim))
	at := int(binary.BigEndian.Uint32(sum[:4]) % uint32(lanes))
	for _, g := range gates {
		if at -= g.Lanes; at < 0 {
			return g.Mask()
		}
	}
	return AnyGate
}

// serial draws a serial that nobody without the secret can guess.
func (b Book) serial(claim ticketing.ClaimID, issue, try int) Serial {
	h := hmac.New(sha256.New, b.Secret)
	fmt.Fprintf(h, "serial\x00%s\x00%d\x00%d", claim, issue, try)
	return Serial(h.Sum(nil)[:5])
}

// Sheets returns every pass there is of a session, in no order.
func (s *Service) Sheets(ctx context.Context, session events.SessionID) ([]Sheet, error) {
	return s.Store.Sheets(ctx, session)
}

// SheetFor returns all passes a claim has had; one that never asked for any has none. It
// returns [ErrNone] for an event without gates.
func (s *Service) SheetFor(ctx context.Context, c ticketing.Claim) (Sheet, error) {
	book, err := s.Book(ctx, c.Event)
	if err != nil {
		return Sheet{}, err
	}
	empty := Sheet{Claim: c.ID, Pool: c.Pool, Session: c.Session, Event: c.Event, Number: book.Number}
	return s.Store.ChangeSheet(ctx, empty, func(*Sheet) (bool, error) { return false, nil })
}

// SheetOf returns all passes of the claim one of whose has a serial, by the number of
// the event in the bytes; [ErrNone] for no such.
func (s *Service) SheetOf(ctx context.Context, number uint16, serial Serial) (Sheet, error) {
	return s.Store.SheetOf(ctx, number, serial)
}

// Revoked is RevokedOf the sheets of a session.
func (s *Service) Revoked(ctx context.Context, session events.SessionID) ([]Serial, error) {
	sheets, err := s.Store.Sheets(ctx, session)
	if err != nil {
		return nil, err
	}
	return s.RevokedOf(ctx, sheets)
}

// RevokedOf lists the serials of sheets that open no gate though their signature is
// good, in order: of claims given back, taken away or changed since. It is worked out
// from the claims as they are, so nothing has to be told of a change.
func (s *Service) RevokedOf(ctx context.Context, sheets []Sheet) ([]Serial, error) {
	var err error
	owned := map[ticketing.PoolID]map[ticketing.ClaimID]int64{}
	out := []Serial{}
	for _, sh := range sheets {
		if owned[sh.Pool] == nil {
			if owned[sh.Pool], err = s.revsOf(ctx, sh.Pool); err != nil {
				return nil, err
			}
		}
		rev, stands := owned[sh.Pool][sh.Claim]
		for i, issue := range sh.Issues {
			if !stands || i < len(sh.Issues)-1 || issue.Rev != rev {
				out = append(out, issue.Serial)
			}
		}
	}
	slices.SortFunc(out, func(a, b Serial) int { return slices.Compare(a[:], b[:]) })
	return out, nil
}

func (s *Service) revsOf(ctx context.Context, pool ticketing.PoolID) (map[ticketing.ClaimID]int64, error) {
	claims, err := s.Claims.Owned(ctx, pool)
	if err != nil {
		return nil, fmt.Errorf("list what is owned of pool %s: %w", pool, err)
	}
	revs := map[ticketing.ClaimID]int64{}
	for _, c := range claims {
		if c.State == ticketing.Claimed {
			revs[c.ID] = c.Rev
		}
	}
	return revs, nil
}
