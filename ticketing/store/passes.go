package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

// book is the stored form of [pass.Book].
type book struct {
	Event  string     `json:"event"`
	Number uint16     `json:"number"`
	Gates  []passGate `json:"gates"`
	Keys   []passKey  `json:"keys"`
	Secret []byte     `json:"secret"`
}

type passGate struct {
	ID       string      `json:"id"`
	Bit      int         `json:"bit"`
	Title    events.Text `json:"title"`
	Lanes    int         `json:"lanes"`
	StepFree bool        `json:"step_free,omitempty"`
	Way      events.Text `json:"way,omitzero"`
}

type passKey struct {
	ID        byte      `json:"id"`
	Seed      []byte    `json:"seed"`
	Made      time.Time `json:"made"`
	Signs     time.Time `json:"signs"`
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

func storedBook(b pass.Book) book {
	out := book{Event: string(b.Event), Number: b.Number, Secret: b.Secret}
	for _, g := range b.Gates {
		out.Gates = append(out.Gates, passGate(g))
	}
	for _, k := range b.Keys {
		out.Keys = append(out.Keys, passKey(k))
	}
	return out
}

func (b book) book() pass.Book {
	out := pass.Book{Event: events.ID(b.Event), Number: b.Number, Secret: b.Secret}
	for _, g := range b.Gates {
		out.Gates = append(out.Gates, pass.Gate(g))
	}
	for _, k := range b.Keys {
		out.Keys = append(out.Keys, pass.Key(k))
	}
	return out
}

// sheet is the stored form of [pass.Sheet].
type sheet struct {
	Claim   string  `json:"claim"`
	Pool    string  `json:"pool"`
	Session string  `json:"session"`
	Event   string  `json:"event"`
	Number  uint16  `json:"number"` // the event's, once a pass is issued
	Chosen  uint16  `json:"chosen,omitempty"`
	Issues  []issue `json:"issues"`
}

type issue struct {
	Serial     string    `json:"serial"`
	Rev        int64     `json:"rev,omitempty"`
	Key        byte      `json:"key"`
	From       time.Time `json:"from"`
	Minutes    int       `json:"minutes"`
	Party      int       `json:"party"`
	Children   int       `json:"children,omitempty"`
	Wheelchair bool      `json:"wheelchair,omitempty"`
	Gates      uint16    `json:"gates"`
	At         time.Time `json:"at"`
}

func storedSheet(s pass.Sheet) sheet {
	out := sheet{Claim: string(s.Claim), Pool: string(s.Pool), Session: string(s.Session), Event: string(s.Event), Number: s.Number, Chosen: s.Chosen}
	for _, i := range s.Issues {
		out.Issues = append(out.Issues, issue{
			i.Serial.String(), i.Rev, i.Key, i.From, int(i.Lasts / time.Minute), i.Party, i.Children, i.Wheelchair, i.Gates, i.At,
		})
	}
	return out
}

func (s sheet) sheet() (pass.Sheet, error) {
	out := pass.Sheet{
		Claim: ticketing.ClaimID(s.Claim), Pool: ticketing.PoolID(s.Pool),
		Session: events.SessionID(s.Session), Event: events.ID(s.Event), Number: s.Number, Chosen: s.Chosen,
	}
	for _, i := range s.Issues {
		serial, err := pass.ParseSerial(i.Serial)
		if err != nil {
			return out, fmt.Errorf("passes of claim %s: %w", s.Claim, err)
		}
		out.Issues = append(out.Issues, pass.Issue{
			Serial: serial, Rev: i.Rev, Key: i.Key, From: i.From, Lasts: time.Duration(i.Minutes) * time.Minute,
			Party: i.Party, Children: i.Children, Wheelchair: i.Wheelchair, Gates: i.Gates, At: i.At,
		})
	}
	return out, nil
}

// What the unique keys guard: one event a number, and one pass a serial of an event.
func numberKey(n uint16) string { return "number/" + strconv.Itoa(int(n)) }
func serialKey(n uint16, serial string) string {
	return "serial/" + strconv.Itoa(int(n)) + "/" + serial
}

// Passes implements [pass.Store].
type Passes struct {
	books  docstore.Collection[book]
	sheets docstore.Collection[sheet]
}

var _ pass.Store = (*Passes)(nil)

// NewPasses returns the books and passes kept by e.
func NewPasses(e docstore.Engine) *Passes {
	return &Passes{
		books: docstore.Collection[book]{
			Engine: e, Name: "pass_books", Schema: 1,
			ID:     func(b book) string { return b.Event },
			Unique: func(b book) []string { return []string{numberKey(b.Number)} },
		},
		sheets: docstore.Collection[sheet]{
			Engine: e, Name: "passes", Schema: 1,
			ID: func(s sheet) string { return s.Claim },
			Unique: func(s sheet) []string {
				var keys []string
				for _, i := range s.Issues {
					keys = append(keys, serialKey(s.Number, i.Serial))
				}
				return keys
			},
			Index: func(s sheet) map[string]string {
				keys := map[string]string{"session": s.Session + "/" + s.Claim}
				if n := len(s.Issues); n > 0 {
					last := s.Issues[n-1]
					keys["over"] = docstore.Stamp(last.From.Add(time.Duration(last.Minutes) * time.Minute))
				}
				return keys
			},
		},
	}
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Passes) Migrate(ctx context.Context) (int, error) {
	return docstore.MigrateAll(ctx, s.books, s.sheets)
}

// Book implements [pass.Store].
func (s *Passes) Book(ctx context.Context, event events.ID) (pass.Book, error) {
	v, err := s.books.Get(ctx, string(event))
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return pass.Book{}, pass.ErrNone
	}
	if err != nil {
		return pass.Book{}, fmt.Errorf("read the passes' book of event %s: %w", event, err)
	}
	return v.Value.book(), nil
}

// OpenBook implements [pass.Store].
func (s *Passes) OpenBook(ctx context.Context, b pass.Book) (pass.Book, error) {
	for {
		have, err := s.Book(ctx, b.Event)
		if !errors.Is(err, pass.ErrNone) {
			return have, err
		}
		err = s.books.InsertOne(ctx, storedBook(b))
		d, taken := errors.AsType[*docstore.Duplicate](err)
		switch {
		case err == nil:
			return b, nil
		case !taken:
			return pass.Book{}, fmt.Errorf("open the passes' book of event %s: %w", b.Event, err)
		case d.Key == numberKey(b.Number):
			if b.Number++; b.Number == 0 {
				return pass.Book{}, fmt.Errorf("open the passes' book of event %s: every number is taken", b.Event)
			}
		}
		if err := ctx.Err(); err != nil {
			return pass.Book{}, err
		}
	}
}

// ChangeBook implements [pass.Store].
func (s *Passes) ChangeBook(ctx context.Context, event events.ID, change func(*pass.Book) error) (pass.Book, error) {
	v, err := s.books.Change(ctx, string(event), func(stored *book) error {
		b := stored.book()
		if err := change(&b); err != nil {
			return err
		}
		*stored = storedBook(b)
		return nil
	})
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return pass.Book{}, pass.ErrNone
	}
	return v.Value.book(), err
}

// ChangeSheet implements [pass.Store].
func (s *Passes) ChangeSheet(ctx context.Context, empty pass.Sheet, change func(*pass.Sheet) (bool, error)) (pass.Sheet, error) {
	for {
		now, version := empty, int64(0)
		v, err := s.sheets.Get(ctx, string(empty.Claim))
		switch {
		case err == nil:
			version = v.Version
			if now, err = v.Value.sheet(); err != nil {
				return pass.Sheet{}, err
			}
		case !errors.Is(err, docstore.ErrNotFound):
			return pass.Sheet{}, fmt.Errorf("read the passes of claim %s: %w", empty.Claim, err)
		}
		if changed, err := change(&now); err != nil || !changed {
			return now, err
		}
		if version == 0 {
			err = s.sheets.InsertOne(ctx, storedSheet(now))
		} else {
			_, err = s.sheets.Replace(ctx, docstore.Versioned[sheet]{Value: storedSheet(now), Version: version})
		}
		d, taken := errors.AsType[*docstore.Duplicate](err)
		switch {
		case err == nil:
			return now, nil
		case taken && d.Key != "" && d.Holder != string(empty.Claim):
			return pass.Sheet{}, pass.ErrSerial
		case taken, errors.Is(err, docstore.ErrStale): // another process was first
		default:
			return pass.Sheet{}, fmt.Errorf("store the pass of claim %s: %w", empty.Claim, err)
		}
		if err := ctx.Err(); err != nil {
			return pass.Sheet{}, err
		}
	}
}

// Sheets implements [pass.Store].
func (s *Passes) Sheets(ctx context.Context, session events.SessionID) ([]pass.Sheet, error) {
	var out []pass.Sheet
	for v, err := range s.sheets.Each(ctx, docstore.Query{Index: "session", Prefix: string(session) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("list the passes of session %s: %w", session, err)
		}
		sh, err := v.Value.sheet()
		if err != nil {
			return nil, err
		}
		out = append(out, sh)
	}
	return out, nil
}

// SheetOf implements [pass.Store].
func (s *Passes) SheetOf(ctx context.Context, number uint16, serial pass.Serial) (pass.Sheet, error) {
	v, err := s.sheets.Find(ctx, serialKey(number, serial.String()))
	if errors.Is(err, docstore.ErrNotFound) {
		return pass.Sheet{}, pass.ErrNone
	}
	if err != nil {
		return pass.Sheet{}, fmt.Errorf("read the pass of serial %s: %w", serial, err)
	}
	return v.Value.sheet()
}

// Sweep removes the passes whose time was over before the moment and returns how many.
// The books stay: without the number of an event nothing of it could be told from
// another's. Safe to repeat and to run beside others.
func (s *Passes) Sweep(ctx context.Context, before time.Time) (int, error) {
	n, err := sweep(ctx, s.sheets, docstore.Query{Index: "over", To: docstore.Stamp(before)}, func(sheet) bool { return true })
	if err != nil {
		return n, fmt.Errorf("sweep the passes: %w", err)
	}
	return n, nil
}
