-- Mark a pending claim as owned.
--
-- KEYS     as in common.lua
-- ARGV[1]  claim id
-- ARGV[2]  epoch of the caller
--
-- Returns 1 when it is entered, 0 when it is not or when another epoch is in force.
-- Repeating it changes nothing.
local claim = ARGV[1]
if redis.call('HGET', pool, 'epoch') ~= ARGV[2] then
  return 0
end
local entry = redis.call('HGET', entries, claim)
if not entry then
  return 0
end
if string.sub(entry, 1, 1) == 'p' then
  redis.call('HSET', entries, claim, 's' .. string.sub(entry, 2))
end
redis.call('ZREM', pending, claim)
return 1
