package redisstore_test

import (
	"fmt"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// resumeGuards are those of a claim that was a hold and may be one again.
var resumeGuards = map[string]guard{
	"what nobody knows goes on":        {file: "resume.lua", text: "if not entry then", instead: "if false then", play: playResumeNothing},
	"what is owned is no hold again":   {file: "resume.lua", text: "if state ~= 'p' then", instead: "if false then", play: playResumeOwned},
	"a hold goes on in its time":       {file: "resume.lua", text: "if tonumber(ends) <= clock() then", instead: "if false then", play: playResumeLate},
	"a claim that never was a hold":    {file: "resume.lua", text: "if tonumber(ends) <= clock() then", instead: "if ends ~= '0' and tonumber(ends) <= clock() then", play: playResumeClaim},
	"a hold that goes on ends":         {file: "resume.lua", text: "redis.call('ZADD', holds, ends, claim)", instead: "", play: playResumedEnds},
	"a hold that goes on is no press":  {file: "resume.lua", text: "redis.call('ZREM', pending, claim)", instead: "", play: playResumedPending},
	"its seats are held":               {file: "resume.lua", text: "lend(places)", instead: "", seated: true, play: playResumeSeats},
	"a confirmation keeps its time":    {file: "keep.lua", text: "write(claim, 'p', holder, seq, channel, ends, last, places)", instead: "write(claim, 'p', holder, seq, channel, '0', '0', places)", play: playResume},
	"a press with its key keeps it":    {file: "take.lua", text: "write(claim, 'p', by, seq, through, ends, last, places)", instead: "write(claim, 'p', by, seq, through, '0', '0', places)", play: playResumePressed},
	"it was extended before":           {file: "keep.lua", text: "seq, channel, ends, last, places)", instead: "seq, channel, ends, '99999999999999', places)", play: playResumeExtended},
	"what is owned follows a document": {file: "settle.lua", text: "if not string.find(rest, '|0|0|', 1, true) then", instead: "if false then", play: playSettledHold},
	"let go of, it never goes on":      {file: "give.lua", text: "if state == 'p' and holder == theirs then", instead: "if false then", play: playDropKept},
	"only by its holder":               {file: "give.lua", text: "if state == 'p' and holder == theirs then", instead: "if state == 'p' then", play: playDropKeptOfOther},
	"what is owned stays owned":        {file: "give.lua", text: "if state == 'p' and holder == theirs then", instead: "if holder == theirs then", play: playDropOwned},
	"seats of what is owned are taken": {file: "match.lua", text: "if state == 'h' then\n  own(ARGV[5])", instead: "if false then\n  own(ARGV[5])", seated: true, play: playMatchSeats},
}

// kept holds two places for ann for so long and makes a claim of that.
func (l lab) kept(f time.Duration) (ticketing.Claim, ticketing.Grant) {
	l.Helper()
	ann := ticketingtest.Press(l.pool, "ann", 2)
	held := l.hold(ann, f, time.Hour)
	g, wrong := l.keep(ann, 0, ticketing.Granted)
	if wrong != "" {
		l.Fatal(wrong)
	}
	ann.Places = g.Places
	return ann, held
}

// resume says when a claim is said to need no more where it does, or the other way round.
func (l lab) resume(c ticketing.Claim, want bool) string {
	l.Helper()
	got, err := l.Resume(l.Context(), l.pool, c.ID)
	if err != nil || got != want {
		return fmt.Sprintf("resume = %v, %v; want %v", got, err, want)
	}
	return ""
}

func playResume(l lab) string {
	ann, held := l.kept(time.Minute)
	if wrong := l.resume(ann, true); wrong != "" {
		return wrong
	}
	if g := l.hold(ann, time.Minute, time.Hour); !g.Until.Equal(held.Until) {
		return fmt.Sprintf("a hold until %v goes on until %v", held.Until, g.Until)
	}
	return ""
}

func playResumePressed(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	l.hold(ann, time.Minute, time.Hour)
	if _, wrong := l.take(ann, ticketing.Granted); wrong != "" {
		return wrong
	}
	return l.resume(ann, true)
}

func playResumeExtended(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	l.hold(ann, time.Minute, time.Hour)
	for _, by := range []time.Duration{time.Minute, 0} {
		if _, wrong := l.keep(ann, by, ticketing.Granted); wrong != "" {
			return wrong
		}
	}
	if wrong := l.resume(ann, true); wrong != "" {
		return wrong
	}
	_, wrong := l.keep(ann, time.Minute, ticketing.KeptAlready)
	return wrong
}

func playResumeNothing(l lab) string {
	return l.resume(ticketingtest.Press(l.pool, "nobody", 1), true)
}

func playResumeOwned(l lab) string {
	ann, _ := l.kept(time.Minute)
	if known, err := l.Settle(l.Context(), l.pool, ann.ID); err != nil || !known {
		l.Fatalf("settle = %v, %v", known, err)
	}
	return l.resume(ann, true)
}

// The hold is long enough for a busy machine to make a claim of it.
func playResumeLate(l lab) string {
	ann, held := l.kept(2 * time.Second)
	l.ended(held)
	return l.resume(ann, false)
}

func playResumeClaim(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	if _, wrong := l.take(ann, ticketing.Granted); wrong != "" {
		return wrong
	}
	return l.resume(ann, false)
}

func playResumedEnds(l lab) string {
	ann, held := l.kept(2 * time.Second)
	if _, err := l.Resume(l.Context(), l.pool, ann.ID); err != nil {
		return err.Error()
	}
	l.ended(held)
	if _, err := l.Lapse(l.Context(), l.pool); err != nil {
		return err.Error()
	}
	return l.takenIs(0)
}

func playResumedPending(l lab) string {
	ann, _ := l.kept(time.Minute)
	if wrong := l.resume(ann, true); wrong != "" {
		return wrong
	}
	left, err := l.Pending(l.Context(), l.pool, -time.Second)
	if err != nil || len(left) > 0 {
		return fmt.Sprintf("pending = %+v, %v; want none", left, err)
	}
	return ""
}

// seatsAre says when the seats of a claim do not stand so.
func (l lab) seatsAre(c ticketing.Claim, want ticketing.SeatState) string {
	l.Helper()
	seats, err := l.Seats(l.Context(), l.pool)
	if err != nil {
		return err.Error()
	}
	for _, n := range c.Places {
		if got := seats.States[n-1]; got != want {
			return fmt.Sprintf("seat %d is %v, want %v", n, got, want)
		}
	}
	return ""
}

func playResumeSeats(l lab) string {
	ann, _ := l.kept(time.Minute)
	if wrong := l.resume(ann, true); wrong != "" {
		return wrong
	}
	return l.seatsAre(ann, ticketing.SeatHeld)
}

func playMatchSeats(l lab) string {
	ann, _ := l.kept(time.Minute)
	if wrong := l.resume(ann, true); wrong != "" {
		return wrong
	}
	if wrong := l.match(ann, 1, ticketing.Granted); wrong != "" {
		return wrong
	}
	return l.seatsAre(ann, ticketing.SeatTaken)
}

func playSettledHold(l lab) string {
	ann, _ := l.kept(time.Minute)
	if known, err := l.Settle(l.Context(), l.pool, ann.ID); err != nil || !known {
		l.Fatalf("settle = %v, %v", known, err)
	}
	ann.Places = ann.Places[:1]
	if wrong := l.match(ann, 1, ticketing.Granted); wrong != "" {
		return wrong
	}
	return l.takenIs(1)
}

func (l lab) drop(c ticketing.Claim) {
	l.Helper()
	if _, err := l.Drop(l.Context(), l.pool, c); err != nil {
		l.Fatal(err)
	}
}

func playDropKept(l lab) string {
	ann, _ := l.kept(time.Minute)
	l.drop(ann)
	return l.resume(ann, false)
}

func playDropKeptOfOther(l lab) string {
	ann, _ := l.kept(time.Minute)
	eve := ann
	eve.Holder = "eve"
	l.drop(eve)
	return l.resume(ann, true)
}

func playDropOwned(l lab) string {
	ann := l.owner("ann", 2)
	l.drop(ann)
	have, err := l.Snapshot(l.Context(), l.pool)
	if err != nil {
		return err.Error()
	}
	if !have.Entries[ann.ID].Settled {
		return "what ann owns is said to be about to be written down"
	}
	return ""
}
