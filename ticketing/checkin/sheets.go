package checkin

import (
	"context"
	"sync"

	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

// sheets are the passes of claims by serial, as they were read last: in a rush each is
// asked for once or twice, and finding it costs more than all else about an admission.
// They are kept only where every change of one is told of.
type sheets struct {
	mu      sync.Mutex
	claims  map[numbered]ticketing.ClaimID // a serial never becomes another claim's
	sheets  map[ticketing.ClaimID]pass.Sheet
	changes int64 // told of so far
}

// numbered is a serial with the number of its event.
type numbered struct {
	number uint16
	serial pass.Serial
}

// sheetsMost bounds how many claims are kept; a night has a third of that.
const sheetsMost = 100_000

// changed lets go of what was changed.
func (k *sheets) changed(claim ticketing.ClaimID) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.changes++
	delete(k.sheets, claim)
}

// get returns the sheet of a serial, if it is known, and how many changes that takes
// account of.
func (k *sheets) get(of numbered) (pass.Sheet, bool, int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	claim, ok := k.claims[of]
	if !ok {
		return pass.Sheet{}, false, k.changes
	}
	sheet, ok := k.sheets[claim]
	return sheet, ok, k.changes
}

// since is how many changes there were by now.
func (k *sheets) since() int64 {
	if k == nil {
		return 0
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.changes
}

// put keeps what was read after so many changes, unless there was another one since: it
// may be what changed.
func (k *sheets) put(number uint16, read []pass.Sheet, after int64) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.changes != after {
		return
	}
	if k.sheets == nil || len(k.sheets)+len(read) > sheetsMost {
		k.claims, k.sheets = map[numbered]ticketing.ClaimID{}, map[ticketing.ClaimID]pass.Sheet{}
	}
	for _, sheet := range read {
		k.sheets[sheet.Claim] = sheet
		for _, i := range sheet.Issues {
			k.claims[numbered{number, i.Serial}] = sheet.Claim
		}
	}
}

// Watched is a store whose passes nobody changes without its saying so.
type Watched interface {
	// Watch has changed called with each claim whose passes were changed, before whoever
	// changed them is answered.
	Watch(changed func(claim string))
	// Written grows with whatever is written of books, passes and claims, before whoever
	// wrote it is answered.
	Written() int64
}

// Watch has what was read believed for as long as w tells of no change. It is called
// before use.
func (s *Service) Watch(w Watched) {
	s.kept, s.watched = &sheets{}, w
	w.Watch(func(claim string) { s.kept.changed(ticketing.ClaimID(claim)) })
}

// written is how much was written so far, -1 where nobody counts that.
func (s *Service) written() int64 {
	if s.watched == nil {
		return -1
	}
	return s.watched.Written()
}

// sheetOf returns the passes of the claim that has a serial, or pass.ErrNone.
func (s *Service) sheetOf(ctx context.Context, number uint16, serial pass.Serial) (pass.Sheet, error) {
	if s.kept == nil {
		return s.Passes.SheetOf(ctx, number, serial)
	}
	sheet, ok, after := s.kept.get(numbered{number, serial})
	if ok {
		return sheet, nil
	}
	sheet, err := s.Passes.SheetOf(ctx, number, serial)
	if err == nil {
		s.kept.put(number, []pass.Sheet{sheet}, after)
	}
	return sheet, err
}
