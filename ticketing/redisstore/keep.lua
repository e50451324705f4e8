-- Keep a hold: extend it once, or make it a claim about to be written down.
--
-- KEYS     as in common.lua
-- ARGV[1]  epoch of the caller
-- ARGV[2]  claim id
-- ARGV[3]  its holder
-- ARGV[4]  milliseconds to extend it by from now, 0 to make it a claim
-- ARGV[5]  revision of the pool's document that the caller has read
--
-- Returns one of
--   {"granted", seq, until, channel, place, ...} until is 0 once it is a claim; asked
--                                               again for a claim, the same again
--   {"lapsed"}                                  the holder has no such hold, or it has ended
--   {"extended"}                                it was extended before and goes on as it is
--   {"stale"} or {"newer"}                      as in take.lua
local epoch, claim, by = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[4])

local who = behind(epoch, tonumber(ARGV[5]))
if who then
  return {who}
end
local entry = redis.call('HGET', entries, claim)
if not entry then
  return {'lapsed'}
end
local now = clock()
local state, holder, seq, channel, ends, last, places = parse(entry)
local till = '0'
if holder ~= ARGV[3] then
  return {'lapsed'}
end
if state == 'h' then
  if tonumber(ends) <= now then
    drop(claim, entry)
    return {'lapsed'}
  end
  if by > 0 then
    if last == '0' then
      return {'extended'}
    end
    till = string.format('%.0f', math.max(tonumber(ends), math.min(now + by, tonumber(last))))
    write(claim, 'h', holder, seq, channel, till, '0', places)
    redis.call('ZADD', holds, till, claim)
  else
    own(places)
    write(claim, 'p', holder, seq, channel, ends, last, places)
    redis.call('ZREM', holds, claim)
    redis.call('ZADD', pending, now, claim)
  end
end
local answer = {'granted', seq, till, channel}
for place in string.gmatch(places, '%d+') do
  answer[#answer + 1] = place
end
return answer
