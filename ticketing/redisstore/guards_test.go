package redisstore_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// TestScriptGuards takes each guard of the scripts away by itself and plays what it
// guards against: with it nothing goes wrong, without it that very thing does.
func TestScriptGuards(t *testing.T) {
	t.Parallel()
	all := maps.Clone(guards)
	maps.Copy(all, gateGuards)
	maps.Copy(all, resumeGuards)
	for name, g := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, off := range []bool{false, true} {
				p, plans := ticketingtest.Pool(4), ticketing.Plans(nil)
				if g.seated {
					plan := ticketingtest.Plan(t, ticketingtest.Block(2, 4)...)
					p, plans = ticketingtest.SeatedPool(plan), ticketingtest.NewPlans(plan)
				}
				var w *without
				if off {
					w = lacking(t, g.file, g.text, g.instead)
				}
				l := newLab(t, p, plans, w)
				l.holds = g.file == "take.lua" || g.file == "left.lua"
				wrong := g.play(l)
				if !off && wrong != "" {
					t.Errorf("with the guard: %s", wrong)
				}
				if off {
					t.Log("without it:", wrong)
				}
				if off && wrong == "" {
					t.Errorf("without the guard nothing went wrong: it guards nothing, or this test does not look (%d scripts lacked it)", w.met)
				}
			}
		})
	}
}

// guard is one guard of a script: where it stands, what is left without it, and a play
// that says what went wrong.
type guard struct {
	file, text, instead string
	play                func(l lab) (wrong string)
	seated              bool
}

var guards = map[string]guard{
	"the caller's epoch is ahead":  {file: "common.lua", text: "if not have[1] or tonumber(have[1]) < epoch then", instead: "if not have[1] then", play: playEpochAhead},
	"the caller's epoch is behind": {file: "common.lua", text: "tonumber(have[1]) > epoch or known > rev", instead: "known > rev", play: playEpochBehind},
	"the pool's document changed":  {file: "common.lua", text: "tonumber(have[1]) > epoch or known > rev", instead: "tonumber(have[1]) > epoch", play: playRevision},
	"given back once":              {file: "common.lua", text: "redis.call('HDEL', entries, claim)", instead: "", play: playGiveTwice},

	"writes were lost, taking":         {file: "take.lua", text: "if given < seen then", instead: "if false then", play: playLost},
	"the same press again":             {file: "take.lua", text: "if entry then\n  local state, by", instead: "if false then\n  local state, by", play: playAgain},
	"before the opening":               {file: "take.lua", text: "if now < opens and", instead: "if false and", play: playWindow(time.Hour, 2*time.Hour)},
	"after the close":                  {file: "take.lua", text: "if now >= closes and", instead: "if false and", play: playWindow(-2*time.Hour, -time.Hour)},
	"one hold a holder":                {file: "take.lua", text: "if other then", instead: "if false then", play: playTwoHolds},
	"newcomers behind who waits":       {file: "take.lua", text: "tonumber(waiting) > 0 and first == '0'", instead: "false", play: playNewcomer},
	"no more than there is":            {file: "take.lua", text: "if free < party then", instead: "if false then", play: playRoom},
	"no more than the channel's":       {file: "left.lua", text: "if quota >= 0 then", instead: "if false then", play: playShare},
	"a hold begins anew, not on":       {file: "take.lua", text: "if tonumber(ends) > now then", instead: "if true then", play: playHoldAnew},
	"writes were lost, many taking":    {file: "rush.lua", text: "if given < seen then", instead: "if false then", play: playLost},
	"before the opening, many":         {file: "rush.lua", text: "elseif now < opens then", instead: "elseif false then", play: playWindow(time.Hour, 2*time.Hour)},
	"after the close, many":            {file: "rush.lua", text: "elseif now >= closes then", instead: "elseif false then", play: playWindow(-2*time.Hour, -time.Hour)},
	"one claim a holder, many":         {file: "rush.lua", text: "elseif holding[i] then", instead: "elseif false then", play: playTwoClaims},
	"newcomers behind, many":           {file: "rush.lua", text: "elseif waiting > 0 then", instead: "elseif false then", play: playNewcomer},
	"no more than there is, many":      {file: "rush.lua", text: "if free >= party then", instead: "if true then", play: playRoom},
	"no more than the channel's, many": {file: "rush.lua", text: "if quota >= 0 and quota - used < free then", instead: "if false then", play: playShare},
	"somebody else's hold":             {file: "keep.lua", text: "if holder ~= ARGV[3] then", instead: "if false then", play: playOthersHold},
	"a hold that has ended":            {file: "keep.lua", text: "if tonumber(ends) <= now then", instead: "if false then", play: playEnded},
	"a hold is extended once":          {file: "keep.lua", text: "if last == '0' then", instead: "if false then", play: playExtendTwice},
	"a hold's longest time":            {file: "keep.lua", text: "math.min(now + by, tonumber(last))", instead: "now + by", play: playLongest},
	"giving back in another epoch":     {file: "give.lua", text: "have[1] ~= epoch or", instead: "", play: playGiveOld},
	"writes were lost, giving back":    {file: "give.lua", text: "tonumber(have[2]) < tonumber(ARGV[4])", instead: "false", play: playGiveLost},
	"a claim is no hold":               {file: "give.lua", text: "if theirs ~= '' and", instead: "if false and", play: playDropClaim},
	"giving back leaves a trace":       {file: "give.lua", text: "if state == 's' then", instead: "if false then", play: playGiveForgotten},
	"settling in an epoch not public":  {file: "settle.lua", text: "~= ARGV[1]", instead: "== ''", play: playSettleStaged},

	"a share below what is taken":   {file: "fence.lua", text: "if tonumber(taken) > tonumber(ARGV[i + 1]) then", instead: "if false then", play: playFence},
	"one change of a pool":          {file: "fence.lua", text: " or tonumber(have[2] or '0') >= rev", instead: "", play: playFenceTwice},
	"a rebuilder who lost its turn": {file: "publish.lua", text: "if redis.call('GET', lock) ~= token then", instead: "if false then", play: playPublishLate},
	"an epoch never goes back":      {file: "publish.lua", text: "~= before or tonumber(before) >= tonumber(epoch)", instead: "== nil", play: playPublishOld},
	"a revision never goes back":    {file: "publish.lua", text: "if rev > tonumber(", instead: "if rev < 0 and 0 > tonumber(", play: playPublishRev},
	"who waits, in another epoch":   {file: "waiting.lua", text: "~= ARGV[1] then", instead: "== '' then", play: playWaitingOld},
	"nobody waits, by an old count": {file: "waiting.lua", text: "~= ARGV[3] then", instead: "== '' then", play: playWaitingStale},
	"somebody else's lock":          {file: "unlock.lua", text: "if redis.call('GET', KEYS[1]) == ARGV[1] then", instead: "if true then", play: playUnlock},

	"the same change again":           {file: "more.lua", text: "if entry then\n  local _", instead: "if false then\n  local _", play: playMoreAgain},
	"more for no claim":               {file: "more.lua", text: "if redis.call('HEXISTS', entries, claim) == 0 then", instead: "if false then", play: playMoreForNobody},
	"more too late":                   {file: "more.lua", text: "if now >= ends then", instead: "if false then", play: playMoreLate},
	"more behind who waits":           {file: "more.lua", text: "tonumber(waiting) > 0", instead: "false", play: playMoreQueue},
	"more than there is":              {file: "more.lua", text: "if free < wanted then", instead: "if false then", play: playMoreRoom},
	"more than the channel's":         {file: "left.lua", text: "if quota >= 0 then", instead: "if false then", play: playMoreShare},
	"writes were lost, more":          {file: "more.lua", text: "if given < seen then", instead: "if false then", play: playMoreLost},
	"an older document":               {file: "match.lua", text: "tonumber(known) >= rev", instead: "false", play: playMatchOlder},
	"a place of nobody's":             {file: "match.lua", text: "if not mine[place] then", instead: "if false then", play: playMatchStranger},
	"the giver may book again":        {file: "match.lua", text: "if by ~= holder and", instead: "if false and", play: playMatchGiver},
	"fewer places go back":            {file: "match.lua", text: "if #surplus > 0 then", instead: "if false then", play: playMatchFewer},
	"a change is over":                {file: "match.lua", text: "redis.call('HDEL', entries, absorbed[i])", instead: "", play: playMatchAbsorbed},
	"a match in another epoch":        {file: "match.lua", text: "elseif have > epoch then", instead: "elseif false then", play: playMatchOld},
	"a press tells of a document":     {file: "common.lua", text: "if known < rev then", instead: "if false then", play: playTold},
	"a part is not the claim":         {file: "common.lua", text: "if redis.call('HGET', holders, holder) == claim then", instead: "if true then", play: playGivePart},
	"what is owned is no hold":        {file: "take.lua", text: "if state ~= 'h' then", instead: "if false then", play: playOwnedAgain},
	"held again stays a hold":         {file: "take.lua", text: "if holding > 0 then\n      return", instead: "if false then\n      return", play: playHeldAgain},
	"a hold that ended is in no way":  {file: "take.lua", text: "elseif state == 'h' and tonumber(ends) <= now then", instead: "elseif false then", play: playEndedOther},
	"holds that ended make room":      {file: "take.lua", text: "while left(capacity, channel, quota) < party and lapse(now, 64) > 0 do end", instead: "", play: playRoomOfEnded},
	"no hold beyond the longest":      {file: "take.lua", text: "now + math.min(holding, longest)", instead: "now + holding", play: playHeldLong},
	"a claim passed on, pressed":      {file: "rush.lua", text: "if entered[i] or had == ids[i] then", instead: "if false then", play: playPassedAgain},
	"the same press twice, many":      {file: "rush.lua", text: " or had == ids[i]", instead: "", play: playRushAgain},
	"two presses at once, many":       {file: "rush.lua", text: "elseif had then", instead: "elseif false then", play: playRushTwice},
	"holds that ended, many":          {file: "rush.lua", text: "elseif unfinished() then", instead: "elseif false then", play: playRushEnded},
	"a hold that ended, many":         {file: "rush.lua", text: "answers[i] = 'alone' -- of a claim, or of a hold that may have ended", instead: "answers[i] = 'held|' .. holding[i]", play: playRushHold},
	"confirmed twice":                 {file: "keep.lua", text: "if state == 'h' then", instead: "if true then", play: playKeptTwice},
	"an extension takes nothing away": {file: "keep.lua", text: "math.max(tonumber(ends), math.min(", instead: "math.max(0, math.min(", play: playExtendedLess},
	"letting go of another's hold":    {file: "give.lua", text: " or holder ~= theirs", instead: "", play: playDropOthers},
	"a fence in an old epoch":         {file: "fence.lua", text: "tonumber(have[1]) > epoch or ", instead: "", play: playFenceOld},
	"a fence the stock lags behind":   {file: "fence.lua", text: "or tonumber(have[1]) < epoch then", instead: "then", play: playFenceAhead},
	"holds that ended bind no share":  {file: "fence.lua", text: "while lapse(clock(), 256) > 0 do end", instead: "", play: playFenceOfEnded},
	"an epoch published meanwhile":    {file: "publish.lua", text: "(redis.call('HGET', pool, 'epoch') or '0') ~= before or ", instead: "", play: playPublishRace},
	"an epoch follows another":        {file: "publish.lua", text: " or tonumber(before) >= tonumber(epoch)", instead: "", play: playPublishOld},
	"somebody else's lock renewed":    {file: "renew.lua", text: "if redis.call('GET', KEYS[1]) == ARGV[1] then", instead: "if true then", play: playRenew},
	"holds that ended, more":          {file: "more.lua", text: "< wanted) and lapse(now, 64) > 0 do end", instead: "< wanted) and false do end", play: playMoreOfEnded},
	"a hold is no claim yet":          {file: "settle.lua", text: " and state ~= 'h' then", instead: " then", play: playSettleHold},
	"a match in no epoch":             {file: "match.lua", text: "if have < epoch then", instead: "if false then", play: playMatchStaged},
	"a seat asked for is free":        {file: "choose.lua", text: "if string.find('.wc', h.letter(where(tonumber(place))), 1, true) then", instead: "if true then", seated: true, play: playNamed},
	"a seat is marked as chosen":      {file: "choose.lua", text: "mark(table.concat(places, ','), held and 'held' or 'taken')", instead: "", seated: true, play: playBest},
	"a seat given back is free":       {file: "seated.lua", text: "return mark(places, 'free')", instead: "return 1", seated: true, play: playSeatBack},
}

// press takes places for somebody and wants the verdict, "" when that is what came.
func (l lab) press(holder string, party int, want ticketing.Verdict) string {
	if l.holds {
		c := ticketingtest.Press(l.pool, holder, party)
		g, err := l.Hold(l.Context(), l.pool, c, time.Minute, time.Minute)
		return l.verdict(holder+" holds", g, err, want)
	}
	_, wrong := l.take(ticketingtest.Press(l.pool, holder, party), want)
	return wrong
}

func (l lab) take(c ticketing.Claim, want ticketing.Verdict) (ticketing.Grant, string) {
	g, err := l.Take(l.Context(), l.pool, c)
	return g, l.verdict(string(c.Holder)+" takes", g, err, want)
}

func (l lab) verdict(what string, g ticketing.Grant, err error, want ticketing.Verdict) string {
	switch {
	case err != nil:
		return fmt.Sprintf("%s: %v", what, err)
	case g.Verdict != want:
		return fmt.Sprintf("%s: %s, want %s", what, g.Verdict, want)
	}
	return ""
}

// owner takes places and has them settled.
func (l lab) owner(holder string, party int) ticketing.Claim {
	l.Helper()
	c := ticketingtest.Press(l.pool, holder, party)
	g, wrong := l.take(c, ticketing.Granted)
	if wrong != "" {
		l.Fatal(wrong)
	}
	if known, err := l.Settle(l.Context(), l.pool, c.ID); err != nil || !known {
		l.Fatalf("settle = %v, %v", known, err)
	}
	c.Places = g.Places
	return c
}

func (l lab) hold(c ticketing.Claim, f, longest time.Duration) ticketing.Grant {
	l.Helper()
	g, err := l.Hold(l.Context(), l.pool, c, f, longest)
	if err != nil {
		l.Fatal(err)
	}
	return g
}

// playTwoClaims is somebody who presses twice, as if the first were forgotten.
func playTwoClaims(l lab) string {
	l.owner("ann", 1)
	c := ticketingtest.Press(l.pool, "ann", 1)
	c.ID += "-again"
	_, wrong := l.take(c, ticketing.HeldAlready)
	return wrong
}

// ended waits until a hold has ended by the clock of Redis.
func (l lab) ended(g ticketing.Grant) {
	l.Helper()
	for l.redis.Time(l.Context()).Val().Before(g.Until) {
		time.Sleep(time.Millisecond)
	}
}

func (l lab) taken() int {
	l.Helper()
	counts, err := l.Counts(l.Context(), []ticketing.Pool{l.pool})
	if err != nil || !counts[0].Known {
		l.Fatalf("counts = %+v, %v", counts, err)
	}
	return counts[0].Taken
}

// takenIs says when not so many places are taken.
func (l lab) takenIs(want int) string {
	l.Helper()
	if n := l.taken(); n != want {
		return fmt.Sprintf("%d places are taken, want %d", n, want)
	}
	return ""
}

// rebuilt is the lab under its next epoch.
func (l lab) rebuilt(owned ...ticketing.Claim) lab {
	l.Helper()
	next := l
	next.pool.Epoch++
	rebuildWith(l.T, l.Stock, next.pool, owned)
	return next
}

func playEpochAhead(l lab) string {
	l.pool.Epoch++
	return l.press("ann", 1, ticketing.StaleStock)
}

func playEpochBehind(l lab) string {
	l.rebuilt()
	return l.press("ann", 1, ticketing.StaleCaller)
}

func playRevision(l lab) string {
	next := l.pool
	next.Rev++
	if _, err := l.Fence(l.Context(), next, nil); err != nil {
		return err.Error()
	}
	return l.press("ann", 1, ticketing.StaleCaller)
}

func playGiveTwice(l lab) string {
	ann := l.owner("ann", 2)
	for range 2 {
		if _, err := l.Give(l.Context(), l.pool, ann.ID); err != nil {
			return err.Error()
		}
	}
	return l.takenIs(0)
}

func playLost(l lab) string {
	lose := l.photograph()
	l.owner("ann", 2)
	lose()
	return l.press("bob", 2, ticketing.StaleStock)
}

func playAgain(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	first, wrong := l.take(ann, ticketing.Granted)
	if wrong != "" {
		return wrong
	}
	again, wrong := l.take(ann, ticketing.Granted)
	if wrong == "" && !slices.Equal(first.Places, again.Places) {
		wrong = fmt.Sprintf("the same press got %v and then %v", first.Places, again.Places)
	}
	return wrong
}

func playWindow(opens, closes time.Duration) func(lab) string {
	return func(l lab) string {
		l.pool.Opens, l.pool.Closes = time.Now().Add(opens), time.Now().Add(closes)
		if opens > 0 {
			return l.press("ann", 1, ticketing.Early)
		}
		return l.press("ann", 1, ticketing.Late)
	}
}

func playTwoHolds(l lab) string {
	for range 2 {
		l.hold(ticketingtest.Press(l.pool, "ann", 1), time.Minute, time.Minute)
	}
	return l.takenIs(1)
}

func (l lab) waiting(n int) {
	l.Helper()
	if _, err := l.SetWaiting(l.Context(), l.pool, n, 0); err != nil {
		l.Fatal(err)
	}
}

func playNewcomer(l lab) string {
	l.waiting(1)
	return l.press("ann", 1, ticketing.Queue)
}

func playRoom(l lab) string {
	l.owner("ann", 3)
	return l.press("bob", 2, ticketing.NoRoom)
}

// shared gives the channel of all presses so many places.
func (l lab) shared(n int) lab {
	l.pool.Quotas = []ticketing.Quota{{Channel: "online", Places: n}}
	return l
}

func playShare(l lab) string {
	l = l.shared(2)
	l.owner("ann", 2)
	return l.press("bob", 1, ticketing.NoRoom)
}

func playHoldAnew(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	first := l.hold(ann, 2*time.Millisecond, time.Minute)
	l.ended(first)
	if again := l.hold(ann, time.Minute, time.Minute); !again.Until.After(first.Until) {
		return "a hold that had ended was answered as one that stands"
	}
	return ""
}

func (l lab) keep(c ticketing.Claim, by time.Duration, want ticketing.Verdict) (ticketing.Grant, string) {
	g, err := l.Keep(l.Context(), l.pool, c, by)
	return g, l.verdict(string(c.Holder)+" keeps", g, err, want)
}

func playOthersHold(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	l.hold(ann, time.Minute, time.Minute)
	ann.Holder = "eve"
	_, wrong := l.keep(ann, 0, ticketing.Lapsed)
	return wrong
}

func playEnded(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	l.ended(l.hold(ann, 2*time.Millisecond, time.Minute))
	_, wrong := l.keep(ann, 0, ticketing.Lapsed)
	return wrong
}

func playExtendTwice(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	l.hold(ann, time.Minute, time.Hour)
	if _, wrong := l.keep(ann, time.Minute, ticketing.Granted); wrong != "" {
		return wrong
	}
	_, wrong := l.keep(ann, time.Minute, ticketing.KeptAlready)
	return wrong
}

func playLongest(l lab) string {
	ann := ticketingtest.Press(l.pool, "ann", 2)
	begun := l.hold(ann, time.Minute, time.Minute)
	g, wrong := l.keep(ann, time.Hour, ticketing.Granted)
	if wrong == "" && g.Until.After(begun.Until) {
		wrong = fmt.Sprintf("a hold of a minute at most ends after %v", g.Until.Sub(begun.Until))
	}
	return wrong
}

func playGiveOld(l lab) string {
	ann := l.owner("ann", 2)
	l.rebuilt(ann)
	if ok, err := l.Give(l.Context(), l.pool, ann.ID); err != nil || ok {
		return fmt.Sprintf("given back in an epoch that is over: %v, %v", ok, err)
	}
	return ""
}

func playGiveLost(l lab) string {
	lose := l.photograph()
	ann := l.owner("ann", 2)
	lose()
	if ok, err := l.Give(l.Context(), l.pool, ann.ID); err != nil || ok {
		return fmt.Sprintf("given back to a stock that has lost writes: %v, %v", ok, err)
	}
	return ""
}

func playDropClaim(l lab) string {
	ann := l.owner("ann", 2)
	if _, err := l.Drop(l.Context(), l.pool, ann); err != nil {
		return err.Error()
	}
	return l.takenIs(2)
}

func playGiveForgotten(l lab) string {
	ann := l.owner("ann", 2)
	lose := l.photograph()
	if _, err := l.Give(l.Context(), l.pool, ann.ID); err != nil {
		return err.Error()
	}
	lose() // her places would stay away for good
	return l.press("bob", 1, ticketing.StaleStock)
}

func playSettleStaged(l lab) string {
	ann := l.owner("ann", 2)
	next := l
	next.pool.Epoch++
	unlock, ok, err := l.Lock(l.Context(), l.pool.ID)
	if err != nil || !ok {
		l.Fatalf("lock = %v, %v", ok, err)
	}
	defer unlock()
	l.redis.Del(l.Context(), "lock:{"+string(l.pool.ID)+"}") // it lapsed: nothing is published
	if done, err := l.Rebuild(l.Context(), next.pool, []ticketing.Claim{ann}, 0); err != nil || done {
		l.Fatalf("rebuild = %v, %v", done, err)
	}
	if known, err := l.Settle(l.Context(), next.pool, ann.ID); err != nil || known {
		return fmt.Sprintf("settled in what nobody will ever see: %v, %v", known, err)
	}
	return ""
}

func (l lab) fence(rev int64, most map[string]int, want ticketing.Verdict) string {
	p := l.pool
	p.Rev = rev
	g, err := l.Fence(l.Context(), p, most)
	return l.verdict(fmt.Sprint("fence ", rev), g, err, want)
}

func playFence(l lab) string {
	l.owner("ann", 3)
	return l.fence(1, map[string]int{"online": 2}, ticketing.TooMany)
}

func playFenceTwice(l lab) string {
	if wrong := l.fence(1, nil, ticketing.Granted); wrong != "" {
		return wrong
	}
	return l.fence(1, nil, ticketing.StaleCaller)
}

// republish has a rebuilder publish an epoch after meanwhile.
func (l lab) republish(epoch int64, meanwhile func()) (done bool) {
	l.Helper()
	p := l.pool
	p.Epoch = epoch
	unlock, ok, err := l.Lock(l.Context(), p.ID)
	if err != nil || !ok {
		l.Fatalf("lock = %v, %v", ok, err)
	}
	defer unlock()
	meanwhile()
	done, err = l.Rebuild(l.Context(), p, nil, 0)
	if err != nil {
		l.Fatal(err)
	}
	return done
}

func playPublishLate(l lab) string {
	key := "lock:{" + string(l.pool.ID) + "}"
	defer l.redis.Del(l.Context(), key)
	if l.republish(2, func() { l.redis.Set(l.Context(), key, "another", 0) }) {
		return "a rebuilder published whose turn was over"
	}
	return ""
}

func playPublishOld(l lab) string {
	l.rebuilt()
	if l.republish(1, func() {}) {
		return "an epoch that was over is in force again"
	}
	return ""
}

func playPublishRev(l lab) string {
	if wrong := l.fence(7, nil, ticketing.Granted); wrong != "" {
		return wrong
	}
	next := l.rebuilt()
	next.pool.Rev = 6
	return next.press("ann", 1, ticketing.StaleCaller)
}

func playWaitingOld(l lab) string {
	next := l.rebuilt()
	next.waiting(1)
	if _, err := l.SetWaiting(l.Context(), l.pool, 0, 1); err != nil {
		return err.Error()
	}
	return next.press("ann", 1, ticketing.Queue)
}

func playWaitingStale(l lab) string {
	l.waiting(1)
	l.waiting(0) // counted before that one joined
	return l.press("ann", 1, ticketing.Queue)
}

func playUnlock(l lab) string {
	key := "lock:{" + string(l.pool.ID) + "}"
	unlock, ok, err := l.Lock(l.Context(), l.pool.ID)
	if err != nil || !ok {
		l.Fatalf("lock = %v, %v", ok, err)
	}
	l.redis.Set(l.Context(), key, "another", 0)
	unlock()
	if got := l.redis.Get(l.Context(), key).Val(); got != "another" {
		return "somebody gave another's lock back"
	}
	return ""
}
