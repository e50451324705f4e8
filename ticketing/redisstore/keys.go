// Package redisstore keeps the hot copy of the pools in Redis. All keys of a pool
// share one hash tag, so that a pool is one slot of a Redis Cluster and a script
// may touch all of it. Everything here can be lost at any moment and is rebuilt
// from the claims' documents.
package redisstore

import (
	_ "embed"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"

	"wanjia/ticketing"
)

var (
	//go:embed counted.lua
	countedLua string
	//go:embed seated.lua
	seatedLua string
	//go:embed choose.lua
	chooseLua string
	//go:embed common.lua
	commonLua string
	//go:embed left.lua
	leftLua string
	//go:embed take.lua
	takeLua string
	//go:embed rush.lua
	rushLua string
	//go:embed settle.lua
	settleLua string
	//go:embed keep.lua
	keepLua string
	//go:embed resume.lua
	resumeLua string
	//go:embed waiting.lua
	waitingLua string
	//go:embed fence.lua
	fenceLua string
	//go:embed give.lua
	giveLua string
	//go:embed more.lua
	moreLua string
	//go:embed match.lua
	matchLua string
	//go:embed publish.lua
	publishLua string
	//go:embed renew.lua
	renewLua string
	//go:embed unlock.lua
	unlockLua string

	take    = script{redis.NewScript(countedLua + commonLua + leftLua + takeLua), redis.NewScript(seatedLua + chooseLua + commonLua + leftLua + takeLua)}
	keep    = script{redis.NewScript(countedLua + commonLua + keepLua), redis.NewScript(seatedLua + commonLua + keepLua)}
	give    = script{redis.NewScript(countedLua + commonLua + giveLua), redis.NewScript(seatedLua + commonLua + giveLua)}
	resume  = script{redis.NewScript(countedLua + commonLua + resumeLua), redis.NewScript(seatedLua + commonLua + resumeLua)}
	rush    = redis.NewScript(countedLua + commonLua + rushLua)
	settle  = redis.NewScript(settleLua)
	waiting = redis.NewScript(countedLua + commonLua + waitingLua)
	fence   = script{redis.NewScript(countedLua + commonLua + fenceLua), redis.NewScript(seatedLua + commonLua + fenceLua)}
	more    = script{redis.NewScript(countedLua + commonLua + leftLua + moreLua), redis.NewScript(seatedLua + chooseLua + commonLua + leftLua + moreLua)}
	match   = script{redis.NewScript(countedLua + commonLua + matchLua), redis.NewScript(seatedLua + commonLua + matchLua)}
	publish = redis.NewScript(publishLua)
	unlock  = redis.NewScript(unlockLua)
	renew   = redis.NewScript(renewLua)
)

// script is a script for counted pools and the same for seated ones.
type script struct{ counted, seated *redis.Script }

func (s script) of(p ticketing.Pool) *redis.Script {
	if p.Seated() {
		return s.seated
	}
	return s.counted
}

func poolKey(p ticketing.PoolID) string { return "pool:{" + string(p) + "}" }
func lockKey(p ticketing.PoolID) string { return fmt.Sprintf("lock:{%s}", p) }

func entriesKey(p ticketing.PoolID, epoch int64) string { return epochKey("entries", p, epoch) }
func holdersKey(p ticketing.PoolID, epoch int64) string { return epochKey("holders", p, epoch) }
func freedKey(p ticketing.PoolID, epoch int64) string   { return epochKey("freed", p, epoch) }
func pendingKey(p ticketing.PoolID, epoch int64) string { return epochKey("pending", p, epoch) }
func holdsKey(p ticketing.PoolID, epoch int64) string   { return epochKey("holds", p, epoch) }
func seatsKey(p ticketing.PoolID, epoch int64) string   { return epochKey("seats", p, epoch) }
func runsKey(p ticketing.PoolID, epoch int64) string    { return epochKey("runs", p, epoch) }
func layoutKey(p ticketing.PoolID, epoch int64) string  { return epochKey("layout", p, epoch) }

// epochKey names a key that belongs to one epoch: a rebuild writes beside what is
// in force and cannot be mixed up with it.
func epochKey(what string, p ticketing.PoolID, epoch int64) string {
	return what + ":{" + string(p) + "}:" + strconv.FormatInt(epoch, 10)
}

// keysOf are [poolKeys] of a counted pool.
func keysOf(p ticketing.Pool) []string {
	return append([]string{poolKey(p.ID)}, epochKeys(p.ID, p.Epoch)...)
}

// poolKeys are the KEYS of common.lua, with those of seated.lua for a seated pool.
func poolKeys(p ticketing.Pool) []string {
	if p.Seated() {
		return append(keysOf(p), seatKeys(p.ID, p.Epoch)...)
	}
	return keysOf(p)
}

// epochKeys are those of them that belong to the epoch, of any pool.
func epochKeys(p ticketing.PoolID, epoch int64) []string {
	return []string{entriesKey(p, epoch), holdersKey(p, epoch), freedKey(p, epoch), pendingKey(p, epoch), holdsKey(p, epoch)}
}

// seatKeys are those of a seated pool.
func seatKeys(p ticketing.PoolID, epoch int64) []string {
	return []string{seatsKey(p, epoch), runsKey(p, epoch), layoutKey(p, epoch)}
}
