-- Return the places of a claim to the stock, once.
--
-- KEYS[1..5]  as in take.lua
-- ARGV[1]     epoch of the caller
-- ARGV[2]     claim id
--
-- Returns how many places came back: 0 when the claim is not entered, so that
-- repeating it adds no stock that was not taken; -1 when another epoch is in force
-- than the caller's, and nothing has changed.
local pool, entries, holders, freed, pending = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local epoch, claim = ARGV[1], ARGV[2]
if redis.call('HGET', pool, 'epoch') ~= epoch then
  return -1
end
local entry = redis.call('HGET', entries, claim)
if not entry then
  return 0
end
local holder, places = string.match(entry, '^%a|([^|]*)|%d+|(.*)$')
redis.call('HDEL', entries, claim)
redis.call('ZREM', pending, claim)
if redis.call('HGET', holders, holder) == claim then
  redis.call('HDEL', holders, holder)
end
local n = 0
for place in string.gmatch(places, '%d+') do
  redis.call('ZADD', freed, place, place)
  n = n + 1
end
redis.call('HINCRBY', pool, 'taken', -n)
return n
