-- Return the places of a claim to the stock, once; or those of holds that have ended.
--
-- KEYS     as in common.lua
-- ARGV[1]  epoch of the caller
-- ARGV[2]  claim id, "" for holds that have ended, up to 256 of them
-- ARGV[3]  holder, to leave alone what is no hold of theirs; "" for whatever it is. What
--          they have made a claim of stays one, but is not to be a hold again
-- ARGV[4]  highest sequence number the caller has seen in that epoch
--
-- Returns {count, seq}: how many places came back, or how many holds: 0 when the claim
-- is not entered, so that repeating it adds no stock that was not taken; -1 when another
-- epoch is in force than the caller's or Redis has lost writes, and nothing has changed.
-- seq is the highest
-- sequence number now. What was owned raises it, so that a Redis that has lost this
-- can be told from one that has not: else the places would stay away, for nobody gives
-- them back a second time.
local epoch, claim, theirs = ARGV[1], ARGV[2], ARGV[3]
local have = redis.call('HMGET', pool, 'epoch', 'seq')
if have[1] ~= epoch or tonumber(have[2]) < tonumber(ARGV[4]) then
  return {-1, 0}
end
if claim == '' then
  return {lapse(clock(), 256), 0}
end
local entry = redis.call('HGET', entries, claim)
if not entry then
  return {0, 0}
end
local state, holder, given, channel, _, _, places = parse(entry)
if theirs ~= '' and (state ~= 'h' or holder ~= theirs) then
  if state == 'p' and holder == theirs then
    write(claim, 'p', holder, given, channel, '0', '0', places)
  end
  return {0, 0}
end
local seq = 0
if state == 's' then
  seq = redis.call('HINCRBY', pool, 'seq', 1)
end
return {drop(claim, entry), seq}
