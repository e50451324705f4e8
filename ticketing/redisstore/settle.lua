-- Mark a pending claim as owned.
--
-- KEYS     as in common.lua
-- ARGV[1]  claim id
--
-- Returns 1 when it was pending in this epoch, else 0. Repeating it changes nothing.
local claim = ARGV[1]
local entry = redis.call('HGET', entries, claim)
if not entry then
  return 0
end
if string.sub(entry, 1, 1) == 'p' then
  redis.call('HSET', entries, claim, 's' .. string.sub(entry, 2))
end
return redis.call('ZREM', pending, claim)
