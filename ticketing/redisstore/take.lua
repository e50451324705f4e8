-- Reserve places for a claim, all or none, and enter it in the pending log.
--
-- KEYS[1]  pool:{<pool>}             hash: epoch, seq, next, taken
-- KEYS[2]  entries:{<pool>}:<epoch>  hash: claim id -> "<p|s>|<holder>|<seq>|<place>,<place>..."
-- KEYS[3]  holders:{<pool>}:<epoch>  hash: holder -> claim id
-- KEYS[4]  freed:{<pool>}:<epoch>    sorted set: places given back, lowest first
-- KEYS[5]  pending:{<pool>}:<epoch>  sorted set: claim id by the millisecond it was entered
-- ARGV[1]  epoch of the caller
-- ARGV[2]  highest sequence number the caller has seen in that epoch
-- ARGV[3]  claim id
-- ARGV[4]  holder
-- ARGV[5]  party, the number of places wanted
-- ARGV[6]  capacity of the pool
-- ARGV[7]  opening, ARGV[8] closing time, in milliseconds since 1970
--
-- Returns one of
--   {"granted", seq, place, place, ...}   the same again for the same claim
--   {"held", claim id}                    the holder has another claim here
--   {"no_room", free}
--   {"early"} or {"late"}                 by the clock of Redis, one for all callers
--   {"stale"}                             Redis knows less than the caller: rebuild
--   {"newer"}                             the caller knows less than Redis: read the pool
-- Who deletes the keys: publish.lua, when the epoch has passed.
local pool, entries, holders, freed, pending = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local epoch, seen, claim, holder = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4]
local party, capacity, opens, closes = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])

local have = redis.call('HMGET', pool, 'epoch', 'seq', 'next', 'taken')
if not have[1] or tonumber(have[1]) < epoch then
  return {'stale'}
end
if tonumber(have[1]) > epoch then
  return {'newer'}
end
local seq, fresh, taken = tonumber(have[2]), tonumber(have[3]), tonumber(have[4])
if seq < seen then
  return {'stale'}
end

local entry = redis.call('HGET', entries, claim)
if entry then
  local s, places = string.match(entry, '^%a|[^|]*|(%d+)|(.*)$')
  local answer = {'granted', s}
  for place in string.gmatch(places, '%d+') do
    answer[#answer + 1] = place
  end
  return answer
end

local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
if now < opens then
  return {'early'}
end
if now >= closes then
  return {'late'}
end
local other = redis.call('HGET', holders, holder)
if other then
  return {'held', other}
end
if taken + party > capacity then
  return {'no_room', tostring(math.max(0, capacity - taken))}
end

local places = {}
local again = redis.call('ZPOPMIN', freed, party)
for i = 1, #again, 2 do
  places[#places + 1] = again[i]
end
while #places < party do
  places[#places + 1] = tostring(fresh)
  fresh = fresh + 1
end
seq = string.format('%.0f', seq + 1)
redis.call('HSET', pool, 'seq', seq, 'next', fresh, 'taken', taken + party)
redis.call('HSET', entries, claim, 'p|' .. holder .. '|' .. seq .. '|' .. table.concat(places, ','))
redis.call('HSET', holders, holder, claim)
redis.call('ZADD', pending, now, claim)
local answer = {'granted', seq}
for i = 1, #places do
  answer[#answer + 1] = places[i]
end
return answer
