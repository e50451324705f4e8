package redisstore

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// plan returns the plan of a seated pool.
func (s *Stock) plan(ctx context.Context, p ticketing.Pool) (*seating.Plan, error) {
	if s.Plans == nil {
		return nil, fmt.Errorf("pool %s has a seating plan and the stock knows none", p.ID)
	}
	plan, err := s.Plans.Plan(ctx, p.Plan)
	if err != nil {
		return nil, fmt.Errorf("read plan %s: %w", p.Plan, err)
	}
	return plan, nil
}

// wish is ARGV[15] of take.lua: what the party asks for, "" in a counted pool.
func (s *Stock) wish(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (string, error) {
	if !p.Seated() {
		return "", nil
	}
	if len(c.Wish.Seats) == 0 && c.Wish.Sector == "" {
		return best(c, 0), nil
	}
	plan, err := s.plan(ctx, p)
	if err != nil {
		return "", err
	}
	if len(c.Wish.Seats) > 0 {
		places := make([]string, len(c.Wish.Seats))
		for i, name := range c.Wish.Seats {
			n, ok := plan.Place(name)
			if !ok {
				return "", ticketing.ErrNoSeat.With("seats", []string{name})
			}
			places[i] = strconv.Itoa(n)
		}
		return "named:" + strings.Join(places, ","), nil
	}
	sector, ok := plan.Sector(c.Wish.Sector)
	if !ok {
		return "", ticketing.ErrNoSector
	}
	return best(c, sector+1), nil
}

func best(c ticketing.Claim, sector int) string {
	scattered := 0
	if c.Wish.Scattered {
		scattered = 1
	}
	return fmt.Sprintf("best:%d:%d:%d:%d", sector, c.Wish.Wheelchairs, scattered, seedOf(c.ID))
}

// seedOf is what decides among equal seats: the same for a retry of the press.
func seedOf(id ticketing.ClaimID) uint32 {
	h := fnv.New32a()
	h.Write([]byte(id)) // never fails
	return h.Sum32()
}

func could(fields []string) (ticketing.Could, error) {
	n := make([]int, len(fields))
	for i, f := range fields {
		var err error
		if n[i], err = strconv.Atoi(f); err != nil {
			return ticketing.Could{}, err
		}
	}
	return ticketing.Could{Largest: n[0], Elsewhere: n[1], Free: n[2], Scattered: n[3] == 1, Wheelchairs: n[4]}, nil
}

// letters of the seats as seated.lua knows them.
var letters = map[seating.Kind]struct{ free, taken byte }{
	seating.Normal:     {'.', 'x'},
	seating.Wheelchair: {'w', 'W'},
	seating.Companion:  {'c', 'C'},
}

// stageSeats writes the seats of a pool under its new epoch and returns the fields of
// the pool's hash that go with them.
func (s *Stock) stageSeats(ctx context.Context, p ticketing.Pool, owned []ticketing.Claim) ([]any, error) {
	plan, err := s.plan(ctx, p)
	if err != nil {
		return nil, err
	}
	all, accessible := make([]byte, len(plan.Seats)), 0
	for i, seat := range plan.Seats {
		all[i] = letters[seat.Kind].free
		if seat.Kind != seating.Normal {
			accessible++
		}
	}
	for _, c := range owned {
		for _, n := range c.Places {
			if n < 1 || n > len(all) {
				return nil, fmt.Errorf("claim %s owns place %d, plan %s has %d seats", c.ID, n, plan.ID, len(all))
			}
			seat := plan.Seats[n-1]
			if seat.Kind != seating.Normal && all[n-1] == letters[seat.Kind].free {
				accessible--
			}
			all[n-1] = letters[seat.Kind].taken
		}
	}
	segments := plan.Segments()
	texts, layout := make([]any, 0, 2*len(segments)), layoutOf(plan, segments)
	var longest, second strings.Builder
	for i, g := range segments {
		text := string(all[g.First-1 : g.First-1+g.Len])
		texts = append(texts, i+1, text)
		a, b := measure(text)
		longest.WriteByte(a)
		second.WriteByte(b)
	}
	for key, fields := range map[string][]any{seatsKey(p.ID, p.Epoch): texts, layoutKey(p.ID, p.Epoch): layout} {
		for part := range slices.Chunk(fields, 2*chunk) {
			if err := s.stage(ctx, key, func(pipe redis.Pipeliner) { pipe.HSet(ctx, key, part...) }); err != nil {
				return nil, err
			}
		}
	}
	runs := runsKey(p.ID, p.Epoch)
	err = s.stage(ctx, runs, func(pipe redis.Pipeliner) { pipe.Set(ctx, runs, longest.String()+second.String(), 0) })
	return []any{"acc", accessible, "v", p.Epoch * seqPerEpoch}, err
}

// stage writes a key of a new epoch, which is gone after a while unless published.
func (s *Stock) stage(ctx context.Context, key string, write func(redis.Pipeliner)) error {
	_, err := s.Redis.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		write(pipe)
		pipe.PExpire(ctx, key, stagedFor)
		return nil
	})
	return err
}

// layoutOf is what seated.lua and choose.lua read of a plan.
func layoutOf(plan *seating.Plan, segments []seating.Segment) []any {
	var firsts, orders, sectors, units strings.Builder
	out := []any{"n", len(segments), "seats", len(plan.Seats)}
	last := make([]int, len(segments)+1)
	for i := len(segments); i >= 1; i-- {
		last[i] = i
		if i < len(segments) && segments[i].Order == segments[i-1].Order {
			last[i] = last[i+1]
		}
	}
	for i, g := range segments {
		fmt.Fprintf(&firsts, "%6d", g.First)
		fmt.Fprintf(&orders, "%5d", g.Order)
		fmt.Fprintf(&sectors, "%3d", g.Sector+1)
		out = append(out, i+1, fmt.Sprintf("%d,%d,%d,%d,%d,%d,%d", g.First, g.Order, g.X, g.Sector+1, last[i+1], g.BackFirst, g.BackLast))
	}
	for _, u := range plan.Units() {
		i, _ := slices.BinarySearchFunc(segments, u.Place+1, func(g seating.Segment, n int) int { return g.First - n })
		g := segments[i-1]
		companions := make([]string, len(u.Companions))
		for k, n := range u.Companions {
			companions[k] = strconv.Itoa(n)
		}
		fmt.Fprintf(&units, "%d:%d:%d:%d:%d:%d:%s;", u.Place, i, u.Place-g.First+1, g.Order, g.X+2*(u.Place-g.First), g.Sector+1, strings.Join(companions, ","))
	}
	return append(out, "firsts", firsts.String(), "orders", orders.String(), "sectors", sectors.String(), "units", units.String())
}

// measure is that of seated.lua.
func measure(text string) (longest, second byte) {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	most, next := 0, 0
	for _, run := range strings.FieldsFunc(text, func(c rune) bool { return c != '.' }) {
		switch n := len(run); {
		case n > most:
			most, next = n, most
		case n < most && n > next:
			next = n
		}
	}
	return digits[min(most, len(digits)-1)], digits[min(next, len(digits)-1)]
}

// Seats implements [ticketing.Stock].
func (s *Stock) Seats(ctx context.Context, p ticketing.Pool) (ticketing.Seats, error) {
	plan, err := s.plan(ctx, p)
	if err != nil {
		return ticketing.Seats{}, err
	}
	var figures *redis.SliceCmd
	var seats *redis.MapStringStringCmd
	// One transaction: the number and the letters it is of.
	_, err = s.Redis.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
		figures = pipe.HMGet(ctx, poolKey(p.ID), "epoch", "v")
		seats = pipe.HGetAll(ctx, seatsKey(p.ID, p.Epoch))
		return nil
	})
	if err != nil {
		return ticketing.Seats{}, fmt.Errorf("read the seats: %w", err)
	}
	epoch, _ := figures.Val()[0].(string)
	if epoch != strconv.FormatInt(p.Epoch, 10) {
		return ticketing.Seats{}, nil
	}
	out := ticketing.Seats{Known: true, States: make([]ticketing.SeatState, len(plan.Seats))}
	v, _ := figures.Val()[1].(string)
	if out.Rev, err = strconv.ParseInt(v, 10, 64); err != nil {
		return out, fmt.Errorf("read the number of the seats: %w", err)
	}
	letters := seats.Val()
	for i, g := range plan.Segments() {
		text := letters[strconv.Itoa(i+1)]
		if len(text) != g.Len {
			return out, errors.New("the seats in Redis are not those of the plan")
		}
		for k := range text {
			out.States[g.First-1+k] = stateOf(text[k])
		}
	}
	return out, nil
}

func stateOf(letter byte) ticketing.SeatState {
	switch letter {
	case '.', 'w', 'c':
		return ticketing.SeatFree
	case 'h', 'v', 'd':
		return ticketing.SeatHeld
	}
	return ticketing.SeatTaken
}
