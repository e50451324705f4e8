-- Reserve more places for a claim there is, all or none, by the rules of newcomers,
-- and enter them as pending under a name of their own until they stand in the claim's
-- document: then match.lua puts them into its entry, else give.lua gives them back.
--
-- KEYS      as in common.lua
-- ARGV[1]   epoch of the caller
-- ARGV[2]   highest sequence number the caller has seen in that epoch
-- ARGV[3]   revision of the pool's document that the caller has read
-- ARGV[4]   claim id
-- ARGV[5]   name of what is taken: the claim id, a plus, the id of the change
-- ARGV[6]   holder
-- ARGV[7]   places wanted
-- ARGV[8]   capacity of the pool
-- ARGV[9]   the moment from which no more are given, in milliseconds since 1970
-- ARGV[10]  channel of the claim
-- ARGV[11]  places that channel may have taken, -1 for no bound of its own
-- ARGV[12..14]  nothing
-- ARGV[15]  of a seated pool which places, see choose.lua
--
-- Returns one of
--   {"granted", "0", "0", channel, place, ...}  the same again for the same name
--   {"lapsed"}                                  Redis knows no such claim
--   {"no_room", free}, {"queue", waiting}, {"late"}, {"stale"}, {"newer"} and those of
--   seated pools as in take.lua
local epoch, seen, rev, claim, name = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4], ARGV[5]
local holder, wanted, capacity, ends, channel, quota = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]), ARGV[10], tonumber(ARGV[11])

local who, given = behind(epoch, rev)
if who then
  return {who}
end
if given < seen then
  return {'stale'}
end

local function granted(places)
  local answer = {'granted', '0', '0', channel}
  for place in string.gmatch(places, '%d+') do
    answer[#answer + 1] = place
  end
  return answer
end

local entry = redis.call('HGET', entries, name)
if entry then
  local _, _, _, _, _, _, places = parse(entry)
  return granted(places)
end
if redis.call('HEXISTS', entries, claim) == 0 then
  return {'lapsed'}
end
local now = clock()
if now >= ends then
  return {'late'}
end
local waiting = redis.call('HGET', pool, 'w')
if waiting and tonumber(waiting) > 0 then
  return {'queue', waiting}
end

while (eager or left(capacity, channel, quota) < wanted) and lapse(now, 64) > 0 do end
local free = left(capacity, channel, quota)
if free < wanted then
  return {'no_room', tostring(math.max(0, free))}
end

local picked, refused = pick(wanted, false)
if not picked then
  return refused
end
local places = table.concat(picked, ',')
redis.call('HINCRBY', pool, 'taken', wanted)
redis.call('HINCRBY', pool, 't:' .. channel, wanted)
write(name, 'p', holder, '0', channel, '0', '0', places)
redis.call('ZADD', pending, now, name)
return granted(places)
