package redisstore

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events"
	"wanjia/ticketing/checkin"
)

var (
	//go:embed enter.lua
	enterLua string
	//go:embed admitted.lua
	admittedLua string

	enter    = redis.NewScript(enterLua)
	admitted = redis.NewScript(admittedLua)
)

// entranceFor is how long the admissions of an event are kept after the last one; the
// documents have them longer.
const entranceFor = 3 * 24 * time.Hour

// Entrance implements [checkin.Entrance]: the admissions of an event in one key, which
// may be lost at any moment. Scans of one moment ask in one script.
type Entrance struct {
	Redis redis.UniversalClient

	scans together[events.ID, scan, entered]
}

// scan is one scan of a script.
type scan struct {
	ctx         context.Context // the caller's; one who left before the script was sent lets nobody in
	record      checkin.Record
	first, rest bool
}

// entered is what became of one.
type entered struct {
	known []checkin.Known
	in    bool
	err   error
}

var _ checkin.Entrance = (*Entrance)(nil)

func gateKey(event events.ID) string { return "gate:{" + string(event) + "}" }

// lineOf writes an admission; none of its parts has a space in it.
func lineOf(r checkin.Record) string {
	return fmt.Sprintf("%s %d %d %s", r.Name(), r.Persons, r.At.UnixMilli(), r.Gate)
}

// Enter implements [checkin.Entrance].
func (e *Entrance) Enter(ctx context.Context, r checkin.Record, first, rest bool) ([]checkin.Known, bool, error) {
	a, err := e.scans.ask(ctx, r.Event, scan{ctx, r, first, rest}, e.enterAll)
	if err == nil {
		err = a.err
	}
	return a.known, err == nil && a.in, err
}

func (e *Entrance) enterAll(ctx context.Context, all []scan) ([]entered, error) {
	args := make([]any, 1, 1+7*len(all))
	args[0] = entranceFor.Milliseconds()
	answers := make([]entered, len(all))
	var sent []int // of all
	for i, s := range all {
		if answers[i].err = s.ctx.Err(); answers[i].err != nil {
			continue
		}
		r := s.record
		args = append(args, r.Serial.String(), r.Party, r.Persons, r.Name(), lineOf(r), flag(s.first), flag(s.rest))
		sent = append(sent, i)
	}
	if len(sent) == 0 {
		return answers, nil
	}
	texts, err := enter.Run(ctx, e.Redis, []string{gateKey(all[0].record.Event)}, args...).StringSlice()
	switch {
	case err != nil:
		return nil, fmt.Errorf("run enter.lua: %w", err)
	case len(texts) == 1 && texts[0] == "cold":
		return nil, checkin.ErrCold
	case len(texts) != 2*len(sent):
		return nil, fmt.Errorf("run enter.lua: %d texts for %d scans", len(texts), len(sent))
	}
	for n, i := range sent {
		a := &answers[i]
		a.in = texts[2*n] == "in"
		a.known, a.err = knownOf(texts[2*n+1])
	}
	return answers, nil
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func knownOf(lines string) ([]checkin.Known, error) {
	var out []checkin.Known
	for line := range strings.Lines(lines) {
		parts := strings.Fields(line)
		if len(parts) != 4 {
			return nil, fmt.Errorf("an admission that cannot be read: %q", line)
		}
		persons, perr := strconv.Atoi(parts[1])
		at, terr := strconv.ParseInt(parts[2], 10, 64)
		if perr != nil || terr != nil {
			return nil, fmt.Errorf("an admission that cannot be read: %q", line)
		}
		out = append(out, checkin.Known{Name: parts[0], Entry: checkin.Entry{Persons: persons, At: time.UnixMilli(at), Gate: parts[3]}})
	}
	return out, nil
}

// tellMost is how many admissions one script takes note of.
const tellMost = 500

// Tell implements [checkin.Entrance].
func (e *Entrance) Tell(ctx context.Context, event events.ID, records []checkin.Record, whole bool) error {
	pieces := slices.Collect(slices.Chunk(records, tellMost))
	if len(pieces) == 0 {
		pieces = [][]checkin.Record{nil}
	}
	for i, piece := range pieces {
		args := []any{flag(whole && i == len(pieces)-1), entranceFor.Milliseconds()}
		for _, r := range piece {
			args = append(args, r.Serial.String(), r.Name(), lineOf(r))
		}
		if err := admitted.Run(ctx, e.Redis, []string{gateKey(event)}, args...).Err(); err != nil {
			return fmt.Errorf("run admitted.lua: %w", err)
		}
	}
	return nil
}

// Forget implements [checkin.Entrance].
func (e *Entrance) Forget(ctx context.Context, event events.ID) error {
	return e.Redis.Del(ctx, gateKey(event)).Err()
}
