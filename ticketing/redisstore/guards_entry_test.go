package redisstore_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// playTold is a press by a document that is newer than what the stock knows: from then
// on nobody gets in by the older one.
func playTold(l lab) string {
	newer := l
	newer.pool.Rev++
	newer.owner("ann", 1)
	return l.press("bob", 1, ticketing.StaleCaller)
}

// playGivePart gives back what was taken for a change: ann still has her claim.
func playGivePart(l lab) string {
	ann := l.owner("ann", 1)
	if _, wrong := l.more(ann, "x", 1, soon(), ticketing.Granted); wrong != "" {
		return wrong
	}
	if _, err := l.Give(l.Context(), l.pool, ticketing.MoreID(ann.ID, "x")); err != nil {
		return err.Error()
	}
	other := ticketingtest.Press(l.pool, "ann", 1)
	other.ID += "-again"
	_, wrong := l.take(other, ticketing.HeldAlready)
	return wrong
}

// playOwnedAgain sends the press of a claim that is written down again.
func playOwnedAgain(l lab) string {
	c := ticketingtest.Press(l.pool, "ann", 2)
	first, wrong := l.take(c, ticketing.Granted)
	if wrong != "" {
		return wrong
	}
	if known, err := l.Settle(l.Context(), l.pool, c.ID); err != nil || !known {
		return fmt.Sprintf("settle = %v, %v", known, err)
	}
	again, wrong := l.take(c, ticketing.Granted)
	if wrong == "" && again.Seq != first.Seq {
		wrong = fmt.Sprintf("the same press has number %d and then %d", first.Seq, again.Seq)
	}
	return wrong
}

// playHeldAgain sends a press for a hold again, which goes on as a hold.
func playHeldAgain(l lab) string {
	c := ticketingtest.Press(l.pool, "ann", 2)
	l.hold(c, time.Minute, time.Minute)
	if again := l.hold(c, time.Minute, time.Minute); again.Until.IsZero() {
		return "a hold is a claim because it was asked for twice"
	}
	return ""
}

// playEndedOther: a hold of ann's has ended, and she wants another.
func playEndedOther(l lab) string {
	l.ended(l.hold(ticketingtest.Press(l.pool, "ann", 2), 2*time.Millisecond, time.Minute))
	other := ticketingtest.Press(l.pool, "ann", 2)
	other.ID += "-again"
	if g := l.hold(other, time.Minute, time.Minute); g.Verdict != ticketing.Granted {
		return fmt.Sprintf("behind a hold that has ended: %s", g.Verdict)
	}
	return ""
}

// playRoomOfEnded: all places are held, and the holds have ended.
func playRoomOfEnded(l lab) string {
	l.ended(l.hold(ticketingtest.Press(l.pool, "ann", 4), 2*time.Millisecond, time.Minute))
	return l.press("bob", 4, ticketing.Granted)
}

// playMoreOfEnded is playRoomOfEnded for a claim that grows.
func playMoreOfEnded(l lab) string {
	ann := l.owner("ann", 1)
	l.ended(l.hold(ticketingtest.Press(l.pool, "bob", 3), 2*time.Millisecond, time.Minute))
	_, wrong := l.more(ann, "x", 3, soon(), ticketing.Granted)
	return wrong
}

// playFenceOfEnded is playRoomOfEnded for a share that is made smaller.
func playFenceOfEnded(l lab) string {
	l.ended(l.hold(ticketingtest.Press(l.pool, "ann", 4), 2*time.Millisecond, time.Minute))
	return l.fence(1, map[string]int{"online": 0}, ticketing.Granted)
}

// playHeldLong holds for an hour where a minute is the longest.
func playHeldLong(l lab) string {
	now := l.redis.Time(l.Context()).Val()
	g := l.hold(ticketingtest.Press(l.pool, "ann", 2), time.Hour, time.Minute)
	if g.Until.Sub(now) > 2*time.Minute {
		return fmt.Sprintf("held for %v, and a minute is the longest", g.Until.Sub(now))
	}
	return ""
}

// playPassedAgain sends ann's press again after her claim has become bob's: it is
// answered with the same places, and takes no others.
func playPassedAgain(l lab) string {
	c := ticketingtest.Press(l.pool, "ann", 1)
	g, wrong := l.take(c, ticketing.Granted)
	if wrong != "" {
		return wrong
	}
	passed := c
	passed.Holder, passed.Places = "bob", g.Places
	if wrong := l.match(passed, 1, ticketing.Granted); wrong != "" {
		return wrong
	}
	again, wrong := l.take(c, ticketing.Granted)
	if wrong == "" && !slices.Equal(again.Places, g.Places) {
		wrong = fmt.Sprintf("the press of a claim that was passed on has %v and then %v", g.Places, again.Places)
	}
	return wrong
}

// playRushTwice: two presses of one holder come in one script.
func playRushTwice(l lab) string {
	first, second := ticketingtest.Press(l.pool, "ann", 1), ticketingtest.Press(l.pool, "ann", 1)
	second.ID += "-again"
	both := []ticketing.Claim{first, second}
	g, wrong := l.rush(both)
	if wrong == "" && g[1] != "held|"+string(first.ID) {
		wrong = fmt.Sprintf("two presses of one holder are answered %q", g)
	}
	return wrong
}

// playRushAgain: the same press comes twice in one script.
func playRushAgain(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 1)
	g, wrong := l.rush([]ticketing.Claim{ann, ann})
	if wrong == "" && g[1] != "alone" {
		wrong = fmt.Sprintf("one press, twice at once, is answered %q", g)
	}
	return wrong
}

// playRushEnded: what is left is held, and the hold has ended: take.lua makes room.
func playRushEnded(l lab) string {
	l.ended(l.hold(ticketingtest.Press(l.pool, "ann", 4), 2*time.Millisecond, time.Minute))
	_, wrong := l.take(ticketingtest.Press(l.pool, "bob", 4), ticketing.Granted)
	return wrong
}

// playRushHold: ann has a hold that has ended, and presses with others.
func playRushHold(l lab) string {
	l.ended(l.hold(ticketingtest.Press(l.pool, "ann", 2), 2*time.Millisecond, time.Minute))
	c := ticketingtest.Press(l.pool, "ann", 2)
	c.ID += "-again"
	_, wrong := l.take(c, ticketing.Granted)
	return wrong
}

// playKeptTwice confirms a hold twice: the second answers as the first.
func playKeptTwice(l lab) string {
	c := ticketingtest.Press(l.pool, "ann", 2)
	l.hold(c, time.Minute, time.Minute)
	for range 2 {
		if _, wrong := l.keep(c, 0, ticketing.Granted); wrong != "" {
			return wrong
		}
		if known, err := l.Settle(l.Context(), l.pool, c.ID); err != nil || !known {
			return fmt.Sprintf("settle = %v, %v", known, err)
		}
	}
	return l.takenIs(2)
}

// playExtendedLess extends a hold by less than it has.
func playExtendedLess(l lab) string {
	c := ticketingtest.Press(l.pool, "ann", 2)
	had := l.hold(c, time.Minute, time.Hour)
	g, wrong := l.keep(c, time.Millisecond, ticketing.Granted)
	if wrong == "" && g.Until.Before(had.Until) {
		wrong = fmt.Sprintf("a hold was extended by %v", g.Until.Sub(had.Until))
	}
	return wrong
}

// playDropOthers: eve lets go of ann's hold.
func playDropOthers(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	l.hold(ann, time.Minute, time.Minute)
	eve := ann
	eve.Holder = "eve"
	if _, err := l.Drop(l.Context(), l.pool, eve); err != nil {
		return err.Error()
	}
	return l.takenIs(2)
}

// playSettleHold: a hold was confirmed and the claim written down, and what the stock
// knew of that is lost: the places are held until the hold ends, and no longer.
func playSettleHold(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	l.hold(ann, time.Minute, time.Hour)
	lose := l.photograph()
	if _, wrong := l.keep(ann, 0, ticketing.Granted); wrong != "" {
		return wrong
	}
	lose()
	if known, err := l.Settle(l.Context(), l.pool, ann.ID); err != nil || known {
		return fmt.Sprintf("the stock, which knows of a hold, is content with a claim: %v, %v", known, err)
	}
	return ""
}

func playFenceOld(l lab) string {
	l.rebuilt()
	return l.fence(1, nil, ticketing.StaleCaller)
}

func playFenceAhead(l lab) string {
	l.pool.Epoch++
	return l.fence(1, nil, ticketing.StaleStock)
}

// playMatchStaged has a rebuilder that lost its turn leave an epoch behind that nobody
// will ever see, and a claim follow its document there.
func playMatchStaged(l lab) string {
	ann := l.owner("ann", 2)
	l.pool.Epoch++
	staged := fmt.Sprintf("entries:{%s}:%d", l.pool.ID, l.pool.Epoch)
	l.redis.HSet(l.Context(), staged, string(ann.ID), "s|ann|1|online|0|0|1,2")
	return l.match(ann, 1, ticketing.StaleStock)
}

// playRenew: a lock is another's by now, and its first holder renews it all the same.
func playRenew(l lab) string {
	key := "lock:{" + string(l.pool.ID) + "}"
	unlock, ok, err := l.Lock(l.Context(), l.pool.ID)
	if err != nil || !ok {
		l.Fatalf("lock = %v, %v", ok, err)
	}
	defer unlock()
	l.redis.Set(l.Context(), key, "another", 2500*time.Millisecond)
	for end := time.Now().Add(1500 * time.Millisecond); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if left := l.redis.PTTL(l.Context(), key).Val(); left > 2500*time.Millisecond {
			return fmt.Sprintf("another's lock is kept for %v more", left)
		}
	}
	return ""
}

// playPublishRace: another has published an epoch since the rebuilder looked.
func playPublishRace(l lab) string {
	l.redis.HSet(l.Context(), "pool:{"+string(l.pool.ID)+"}", "epoch", 3)
	keys := []string{"pool:{" + string(l.pool.ID) + "}", "lock:{" + string(l.pool.ID) + "}", "a:{" + string(l.pool.ID) + "}", "b:{" + string(l.pool.ID) + "}"}
	l.redis.Set(l.Context(), keys[1], "mine", time.Minute)
	defer l.redis.Del(l.Context(), keys[1])
	done, err := l.script("publish.lua").Run(l.Context(), l.Redis, keys, "mine", 2, 4, "rev", 1).Int()
	if err != nil || done != 0 {
		return fmt.Sprintf("published over what another has: %d, %v", done, err)
	}
	return ""
}

// script is a script of one file.
func (l lab) script(file string) *redis.Script {
	return redis.NewScript(lacking(l.T, file, "", "").whole)
}

// rush asks rush.lua for claims at once.
func (l lab) rush(claims []ticketing.Claim) ([]string, string) {
	whole := ""
	for _, file := range []string{"counted.lua", "common.lua", "rush.lua"} {
		whole += lacking(l.T, file, "", "").whole
	}
	keys := []string{"pool:{" + string(l.pool.ID) + "}"}
	for _, what := range []string{"entries", "holders", "freed", "pending", "holds"} {
		keys = append(keys, fmt.Sprintf("%s:{%s}:%d", what, l.pool.ID, l.pool.Epoch))
	}
	args := []any{l.pool.Epoch, 0, l.pool.Capacity, l.pool.Opens.UnixMilli(), l.pool.Closes.UnixMilli(), l.pool.Rev}
	for _, c := range claims {
		args = append(args, string(c.ID), string(c.Holder), c.Party, c.Channel, -1)
	}
	answer, err := redis.NewScript(whole).Run(l.Context(), l.Redis, keys, args...).StringSlice()
	if err != nil || len(answer) != len(claims) {
		return nil, fmt.Sprintf("rush = %q, %v", answer, err)
	}
	return answer, ""
}
