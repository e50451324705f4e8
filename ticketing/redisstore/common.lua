-- What the scripts of a pool have in common; put in front of each of them but
-- publish.lua and unlock.lua, behind counted.lua or, for a seated pool, seated.lua,
-- which say how places are chosen and put back.
--
-- KEYS[1]  pool:{<pool>}             hash: epoch, rev, seq, next, taken, w for the parties
--                                    that wait, told as in waiting.lua, and t:<channel>
--                                    for the places taken through each channel
-- KEYS[2]  entries:{<pool>}:<epoch>  hash: claim id -> entry, see below
-- KEYS[3]  holders:{<pool>}:<epoch>  hash: holder -> claim id
-- KEYS[4]  freed:{<pool>}:<epoch>    see counted.lua; of a seated pool never there
-- KEYS[5]  pending:{<pool>}:<epoch>  sorted set: claim id by the millisecond it was entered
-- KEYS[6]  holds:{<pool>}:<epoch>    sorted set: claim id by the millisecond its hold ends
-- KEYS[7..9]                         of a seated pool only, see seated.lua
--
-- An entry is "<state>|<holder>|<seq>|<channel>|<until>|<last>|<place>,<place>...".
-- Its state is h for a hold, p for a claim about to be written down, s for one that
-- is. until is the millisecond a hold ends, last how far it may still be extended; last
-- is 0 once it was extended. A claim about to be written down keeps both from the hold it
-- was, see resume.lua, and has 0 where it was none. Of a claim that is written down until
-- is 0 and last the revision of its document that the entry follows.
-- What is taken for a change of a claim is an entry of its own, see more.lua.
-- Who deletes the keys: publish.lua, when the epoch has passed.
local pool, entries, holders, pending, holds = KEYS[1], KEYS[2], KEYS[3], KEYS[5], KEYS[6]

-- clock is the time of Redis, one for all callers, in milliseconds since 1970.
local function clock()
  local t = redis.call('TIME')
  return tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
end

-- behind says who knows less of the pool: 'stale' when Redis does, 'newer' when the
-- caller does, else nothing. A higher revision of its document is taken over: whoever
-- comes with what it said before has to read it again. Behind it the last sequence
-- number given out.
local function behind(epoch, rev)
  local have = redis.call('HMGET', pool, 'epoch', 'rev', 'seq')
  if not have[1] or tonumber(have[1]) < epoch then
    return 'stale'
  end
  local known = tonumber(have[2] or '0')
  if tonumber(have[1]) > epoch or known > rev then
    return 'newer'
  end
  if known < rev then
    redis.call('HSET', pool, 'rev', string.format('%.0f', rev))
  end
  return nil, tonumber(have[3])
end

-- parse returns the parts of an entry, numbers as text.
local function parse(entry)
  return string.match(entry, '^(%a)|([^|]*)|(%d+)|([^|]*)|(%d+)|(%d+)|(.*)$')
end

-- write enters a claim.
local function write(claim, state, holder, seq, channel, ends, last, places)
  redis.call('HSET', entries, claim, table.concat({state, holder, seq, channel, ends, last, places}, '|'))
end

-- drop forgets a claim, returns its places to the stock and says how many.
local function drop(claim, entry)
  local _, holder, _, channel, _, _, places = parse(entry)
  redis.call('HDEL', entries, claim)
  redis.call('ZREM', pending, claim)
  redis.call('ZREM', holds, claim)
  if redis.call('HGET', holders, holder) == claim then
    redis.call('HDEL', holders, holder)
  end
  local n = back(places)
  redis.call('HINCRBY', pool, 'taken', -n)
  redis.call('HINCRBY', pool, 't:' .. channel, -n)
  return n
end

-- lapse drops up to so many holds that have ended by now and says how many.
local function lapse(now, most)
  local ended = redis.call('ZRANGEBYSCORE', holds, '-inf', string.format('%.0f', now), 'LIMIT', 0, most)
  for i = 1, #ended do
    local entry = redis.call('HGET', entries, ended[i])
    if entry then
      drop(ended[i], entry)
    else
      redis.call('ZREM', holds, ended[i])
    end
  end
  return #ended
end
