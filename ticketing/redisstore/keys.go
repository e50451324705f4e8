// Package redisstore keeps the hot copy of the pools in Redis. All keys of a pool
// share one hash tag, so that a pool is one slot of a Redis Cluster and a script
// may touch all of it. Everything here can be lost at any moment and is rebuilt
// from the claims' documents.
package redisstore

import (
	_ "embed"
	"fmt"

	"github.com/redis/go-redis/v9"

	"wanjia/ticketing"
)

var (
	//go:embed counted.lua
	countedLua string
	//go:embed common.lua
	commonLua string
	//go:embed take.lua
	takeLua string
	//go:embed settle.lua
	settleLua string
	//go:embed keep.lua
	keepLua string
	//go:embed waiting.lua
	waitingLua string
	//go:embed fence.lua
	fenceLua string
	//go:embed give.lua
	giveLua string
	//go:embed publish.lua
	publishLua string
	//go:embed unlock.lua
	unlockLua string

	take    = redis.NewScript(countedLua + commonLua + takeLua)
	settle  = redis.NewScript(countedLua + commonLua + settleLua)
	waiting = redis.NewScript(countedLua + commonLua + waitingLua)
	keep    = redis.NewScript(countedLua + commonLua + keepLua)
	fence   = redis.NewScript(countedLua + commonLua + fenceLua)
	give    = redis.NewScript(countedLua + commonLua + giveLua)
	publish = redis.NewScript(publishLua)
	unlock  = redis.NewScript(unlockLua)
)

func poolKey(p ticketing.PoolID) string { return fmt.Sprintf("pool:{%s}", p) }
func lockKey(p ticketing.PoolID) string { return fmt.Sprintf("lock:{%s}", p) }

func entriesKey(p ticketing.PoolID, epoch int64) string { return epochKey("entries", p, epoch) }
func holdersKey(p ticketing.PoolID, epoch int64) string { return epochKey("holders", p, epoch) }
func freedKey(p ticketing.PoolID, epoch int64) string   { return epochKey("freed", p, epoch) }
func pendingKey(p ticketing.PoolID, epoch int64) string { return epochKey("pending", p, epoch) }
func holdsKey(p ticketing.PoolID, epoch int64) string   { return epochKey("holds", p, epoch) }

// epochKey names a key that belongs to one epoch: a rebuild writes beside what is
// in force and cannot be mixed up with it.
func epochKey(what string, p ticketing.PoolID, epoch int64) string {
	return fmt.Sprintf("%s:{%s}:%d", what, p, epoch)
}

// poolKeys are the KEYS of common.lua.
func poolKeys(p ticketing.PoolID, epoch int64) []string {
	return append([]string{poolKey(p)}, epochKeys(p, epoch)...)
}

// epochKeys are those of them that belong to the epoch.
func epochKeys(p ticketing.PoolID, epoch int64) []string {
	return []string{entriesKey(p, epoch), holdersKey(p, epoch), freedKey(p, epoch), pendingKey(p, epoch), holdsKey(p, epoch)}
}
