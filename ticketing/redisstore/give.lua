-- Return the places of a claim to the stock, once; or those of holds that have ended.
--
-- KEYS     as in common.lua
-- ARGV[1]  epoch of the caller
-- ARGV[2]  claim id, "" for holds that have ended, up to 256 of them
-- ARGV[3]  holder, to leave alone what is no hold of theirs; "" for whatever it is
--
-- Returns how many places came back, or how many holds: 0 when the claim is not
-- entered, so that repeating it adds no stock that was not taken; -1 when another
-- epoch is in force than the caller's, and nothing has changed.
local epoch, claim, theirs = ARGV[1], ARGV[2], ARGV[3]
if redis.call('HGET', pool, 'epoch') ~= epoch then
  return -1
end
if claim == '' then
  return lapse(clock(), 256)
end
local entry = redis.call('HGET', entries, claim)
if not entry then
  return 0
end
local state, holder = parse(entry)
if theirs ~= '' and (state ~= 'h' or holder ~= theirs) then
  return 0
end
return drop(claim, entry)
