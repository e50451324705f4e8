package redisstore

import (
	"context"
	"fmt"
	"strings"

	"wanjia/ticketing"
)

// rushKey is what the claims of one script have in common: the pool by one state of its
// document.
type rushKey struct {
	seenKey
	rev           int64
	capacity      int
	opens, closes int64
}

// rushPress is one claim of a script.
type rushPress struct {
	ctx     context.Context // the caller's; one who left before the script was sent takes nothing
	claim   ticketing.ClaimID
	holder  ticketing.HolderID
	party   int
	channel string
	share   int // of the channel
}

// rushAnswer is what became of one.
type rushAnswer struct {
	grant ticketing.Grant
	alone bool // take.lua is to be asked
	err   error
}

// rush takes places for a claim of a counted pool together with whoever presses there
// at the same moment, by rush.lua. It is false where take.lua is to be asked.
func (s *Stock) rush(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, bool, error) {
	key := rushKey{seenKey{p.ID, p.Epoch}, p.Rev, p.Capacity, p.Opens.UnixMilli(), p.Until().UnixMilli()}
	press := rushPress{ctx, c.ID, c.Holder, c.Party, c.Channel, p.Share(c.Channel)}
	a, err := s.rushes.ask(ctx, key, press, func(ctx context.Context, all []rushPress) ([]rushAnswer, error) {
		return s.takeAll(ctx, p, key, all)
	})
	if err == nil {
		err = a.err
	}
	return a.grant, err == nil && !a.alone, err
}

func (s *Stock) takeAll(ctx context.Context, p ticketing.Pool, key rushKey, all []rushPress) ([]rushAnswer, error) {
	highest, _ := s.seen.LoadOrStore(key.seenKey, int64(0))
	args := make([]any, 0, 6+5*len(all))
	args = append(args, p.Epoch, highest, key.capacity, key.opens, key.closes, key.rev)
	answers := make([]rushAnswer, len(all))
	var sent []int // of all
	for i, press := range all {
		if answers[i].err = press.ctx.Err(); answers[i].err != nil {
			continue
		}
		args = append(args, string(press.claim), string(press.holder), press.party, press.channel, press.share)
		sent = append(sent, i)
	}
	if len(sent) == 0 {
		return answers, nil
	}
	texts, err := rush.Run(ctx, s.Redis, keysOf(p), args...).StringSlice()
	if err != nil {
		return nil, fmt.Errorf("run rush.lua: %w", err)
	}
	if len(texts) != len(sent) && len(texts) != 1 {
		return nil, fmt.Errorf("run rush.lua: %d answers for %d claims", len(texts), len(sent))
	}
	for n, i := range sent {
		text := texts[min(n, len(texts)-1)] // one may be for all
		if len(texts) == 1 && len(sent) > 1 && text != string(ticketing.StaleStock) && text != string(ticketing.StaleCaller) {
			return nil, fmt.Errorf("run rush.lua: one answer %q for %d claims", text, len(sent))
		}
		if text == "alone" {
			answers[i].alone = true
			continue
		}
		g, err := grant(strings.Split(text, "|"))
		if err != nil {
			err = fmt.Errorf("read the answer of rush.lua: %w", err)
		}
		answers[i].grant, answers[i].err = g, err
		s.raise(key.seenKey, g.Seq)
	}
	return answers, nil
}
