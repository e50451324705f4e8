-- Make a claim that nobody has written down the hold again that it was made of.
--
-- KEYS     as in common.lua
-- ARGV[1]  claim id
--
-- Returns 0 when the time of that hold is up, or there was none, and nothing has changed:
-- then it is for the caller to make sure that the claim is never written down. Else 1: it
-- is a hold, or is not about to be written down any more. Repeating it changes nothing.
local claim = ARGV[1]
local entry = redis.call('HGET', entries, claim)
if not entry then
  return 1
end
local state, holder, seq, channel, ends, last, places = parse(entry)
if state ~= 'p' then
  return 1
end
if tonumber(ends) <= clock() then
  return 0
end
lend(places)
write(claim, 'h', holder, seq, channel, ends, last, places)
redis.call('ZREM', pending, claim)
redis.call('ZADD', holds, ends, claim)
return 1
