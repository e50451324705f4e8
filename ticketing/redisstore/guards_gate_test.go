package redisstore_test

import (
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/ticketingtest"
)

// gateGuards are the guards of the scripts of the gates, and of what the house does
// whether or not booking is open.
var gateGuards = map[string]guard{
	"nobody by an entrance that knows nothing": {file: "enter.lua", text: "if redis.call('HEXISTS', KEYS[1], 'ready') == 0 then", instead: "if false then", play: playCold},
	"the same scan counts once":                {file: "enter.lua", text: "if scan == name then", instead: "if false then", play: playScanAgain},
	"nobody where the first may not":           {file: "enter.lua", text: "inside == 0 and first or rest", instead: "rest", play: playFirst},
	"nobody where the rest may not":            {file: "enter.lua", text: "inside == 0 and first or rest", instead: "first", play: playRest},
	"no more than the pass is for":             {file: "enter.lua", text: " or inside + persons > party", instead: "", play: playTooMany},
	"admissions do not stay for ever":          {file: "enter.lua", text: "redis.call('PEXPIRE', KEYS[1], ARGV[1])", instead: "redis.call('PERSIST', KEYS[1])", play: playKeptLong},
	"told twice, in once":                      {file: "admitted.lua", text: "known = known or scan == name", instead: "known = false", play: playToldTwice},
	"a part is not the whole":                  {file: "admitted.lua", text: "if ARGV[1] == '1' then", instead: "if true then", play: playToldPart},
	"what is told does not stay for ever":      {file: "admitted.lua", text: "redis.call('PEXPIRE', KEYS[1], ARGV[2])", instead: "redis.call('PERSIST', KEYS[1])", play: playToldLong},

	"the house before the opening": {file: "take.lua", text: "if now < opens and first ~= '2' then", instead: "if now < opens then", play: playHouse(time.Hour, 2*time.Hour)},
	"the house after the close":    {file: "take.lua", text: "if now >= closes and first ~= '2' then", instead: "if now >= closes then", play: playHouse(-2*time.Hour, -time.Hour)},
	"one who waited has waited":    {file: "take.lua", text: " and first == '0' then", instead: " then", play: playWaited},
	"a hold that never was":        {file: "keep.lua", text: "if not entry then", instead: "if false then", play: playKeepNothing},
	"a claim the stock lost":       {file: "match.lua", text: "if not entry then", instead: "if false then", play: playMatchNothing},
	"what is not entered":          {file: "give.lua", text: "if not entry then", instead: "if false then", play: playGiveNothing},
}

// entrance is that of an event of the lab's own.
func (l lab) entrance() (*redisstore.Entrance, events.ID) {
	return &redisstore.Entrance{Redis: l.Redis}, events.ID(l.pool.ID)
}

// scanned is a scan of a pass for four.
func (l lab) scanned(name string, persons int) checkin.Record {
	return checkin.Record{
		Device: "g-1", Nonce: name, Event: events.ID(l.pool.ID), Gate: "w1", Serial: pass.Serial{1}, Persons: persons, Party: 4, Kind: checkin.In, At: time.UnixMilli(1000),
	}
}

// ready is an entrance that was told all there is.
func (l lab) ready() *redisstore.Entrance {
	l.Helper()
	e, event := l.entrance()
	if err := e.Tell(l.Context(), event, nil, true); err != nil {
		l.Fatal(err)
	}
	return e
}

// enters says what is wrong with the answer to a scan, "" where it is the one wanted.
func (l lab) enters(e *redisstore.Entrance, r checkin.Record, first, rest, want bool) string {
	_, in, err := e.Enter(l.Context(), r, first, rest)
	if err != nil || in != want {
		return fmt.Sprintf("%s for %d: in %v, %v, want %v", r.Nonce, r.Persons, in, err, want)
	}
	return ""
}

func playCold(l lab) string {
	e, event := l.entrance()
	if _, in, err := e.Enter(l.Context(), l.scanned("a", 1), true, true); !errors.Is(err, checkin.ErrCold) {
		return fmt.Sprintf("before it was told anything: in %v, %v", in, err)
	}
	if err := e.Tell(l.Context(), event, nil, true); err != nil {
		return err.Error()
	}
	return l.enters(e, l.scanned("a", 1), true, true, true)
}

func playScanAgain(l lab) string {
	e := l.ready()
	for range 2 {
		if wrong := l.enters(e, l.scanned("a", 3), true, true, true); wrong != "" {
			return wrong
		}
	}
	return l.enters(e, l.scanned("b", 1), true, true, true)
}

func playFirst(l lab) string { return l.enters(l.ready(), l.scanned("a", 1), false, true, false) }

func playRest(l lab) string {
	e := l.ready()
	if wrong := l.enters(e, l.scanned("a", 1), true, false, true); wrong != "" {
		return wrong
	}
	return l.enters(e, l.scanned("b", 1), true, false, false)
}

func playTooMany(l lab) string {
	e := l.ready()
	if wrong := l.enters(e, l.scanned("a", 3), true, true, true); wrong != "" {
		return wrong
	}
	return l.enters(e, l.scanned("b", 2), true, true, false)
}

// goes says what is wrong with an entrance that is kept for ever.
func (l lab) goes() string {
	if left := l.redis.PTTL(l.Context(), "gate:{"+string(l.pool.ID)+"}").Val(); left <= 0 {
		return "the admissions are kept for ever"
	}
	return ""
}

func playKeptLong(l lab) string {
	if wrong := l.enters(l.ready(), l.scanned("a", 1), true, true, true); wrong != "" {
		return wrong
	}
	return l.goes()
}

func playToldLong(l lab) string {
	l.ready()
	return l.goes()
}

func playToldTwice(l lab) string {
	e := l.ready()
	for range 2 {
		if err := e.Tell(l.Context(), events.ID(l.pool.ID), []checkin.Record{l.scanned("a", 3)}, false); err != nil {
			return err.Error()
		}
	}
	return l.enters(e, l.scanned("b", 1), true, true, true)
}

func playToldPart(l lab) string {
	e, event := l.entrance()
	if err := e.Tell(l.Context(), event, []checkin.Record{l.scanned("a", 3)}, false); err != nil {
		return err.Error()
	}
	if _, in, err := e.Enter(l.Context(), l.scanned("b", 1), true, true); !errors.Is(err, checkin.ErrCold) {
		return fmt.Sprintf("after a part was told: in %v, %v", in, err)
	}
	return ""
}

// playHouse blocks places in a pool whose window is open from one moment to another,
// counted from now.
func playHouse(opens, closes time.Duration) func(lab) string {
	return func(l lab) string {
		l.pool.Opens, l.pool.Closes = time.Now().Add(opens), time.Now().Add(closes)
		c := ticketingtest.Press(l.pool, "house/1", 2)
		g, err := l.Block(l.Context(), l.pool, c)
		return l.verdict("the house blocks", g, err, ticketing.Granted)
	}
}

func playWaited(l lab) string {
	l.waiting(1)
	g, err := l.Offer(l.Context(), l.pool, ticketingtest.Press(l.pool, "ann", 2))
	return l.verdict("ann, who waited, is offered places", g, err, ticketing.Granted)
}

func playKeepNothing(l lab) string {
	g, err := l.Keep(l.Context(), l.pool, ticketingtest.Press(l.pool, "ann", 1), 0)
	return l.verdict("what was never held", g, err, ticketing.Lapsed)
}

func playMatchNothing(l lab) string {
	c := ticketingtest.Press(l.pool, "ann", 1)
	c.Places = []int{1}
	return l.match(c, 1, ticketing.StaleStock)
}

func playGiveNothing(l lab) string {
	if ok, err := l.Give(l.Context(), l.pool, "c-nobody"); err != nil || !ok || l.taken() != 0 {
		return fmt.Sprintf("given back without having been taken: %v, %v, %d taken", ok, err, l.taken())
	}
	return ""
}
