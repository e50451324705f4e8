-- Reserve places for a claim, all or none, and enter it: as pending, or as a hold
-- that ends by itself.
--
-- KEYS      as in common.lua
-- ARGV[1]   epoch of the caller
-- ARGV[2]   highest sequence number the caller has seen in that epoch
-- ARGV[3]   claim id
-- ARGV[4]   holder
-- ARGV[5]   party, the number of places wanted
-- ARGV[6]   capacity of the pool
-- ARGV[7]   opening, ARGV[8] closing time, in milliseconds since 1970
-- ARGV[9]   channel
-- ARGV[10]  places that channel may have taken, -1 for no bound of its own
-- ARGV[11]  milliseconds the hold is for, 0 to be written down at once
-- ARGV[12]  milliseconds after which no extension keeps it
-- ARGV[13]  1 for one from the waiting list, whom those who wait do not stop; 2 for the
--           house itself, which neither they nor the window stop; else 0
-- ARGV[14]  revision of the pool's document that the caller has read
-- ARGV[15]  of a seated pool which places, see choose.lua
--
-- Returns one of
--   {"granted", seq, until, channel, place, ...} the same again for the same claim;
--                                                until is 0 for what is no hold
--   {"held", claim id}                           the holder has another claim here
--   {"no_room", free}                            places left for this channel
--   {"seats_taken", place, ...}                  of the places asked for, those that are not free
--   {"no_block", largest, elsewhere, free, apart, units}
--                                                no such places: how many sit side by side in the
--                                                sector, and in any; free normal seats in all;
--                                                1 if it can be had apart; wheelchair places free,
--                                                -1 where none were asked for
--   {"queue", waiting}                           so many parties wait; newcomers are behind them
--   {"early"} or {"late"}                        by the clock of Redis
--   {"stale"}                                    Redis knows less than the caller: rebuild
--   {"newer"}                                    the caller knows less than Redis: read the pool
local epoch, seen, claim, holder = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4]
local party, capacity, opens, closes = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local channel, quota, holding, longest = ARGV[9], tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local first, rev = ARGV[13], tonumber(ARGV[14])

local who, given = behind(epoch, rev)
if who then
  return {who}
end
if given < seen then
  return {'stale'}
end

local function granted(seq, ends, through, places)
  local answer = {'granted', seq, ends, through}
  for place in string.gmatch(places, '%d+') do
    answer[#answer + 1] = place
  end
  return answer
end

local now = clock()
local entry = redis.call('HGET', entries, claim)
if entry then
  local state, by, seq, through, ends, last, places = parse(entry)
  if state ~= 'h' then
    return granted(seq, '0', through, places)
  end
  if tonumber(ends) > now then
    if holding > 0 then
      return granted(seq, ends, through, places)
    end
    own(places)
    write(claim, 'p', by, seq, through, ends, last, places)
    redis.call('ZREM', holds, claim)
    redis.call('ZADD', pending, now, claim)
    return granted(seq, '0', through, places)
  end
  drop(claim, entry) -- it has ended: this press begins anew
end

if now < opens and first ~= '2' then
  return {'early'}
end
if now >= closes and first ~= '2' then
  return {'late'}
end
local other = redis.call('HGET', holders, holder)
if other then
  local theirs = redis.call('HGET', entries, other)
  local state, _, _, _, ends = parse(theirs or '')
  if not theirs then
    redis.call('HDEL', holders, holder)
  elseif state == 'h' and tonumber(ends) <= now then
    drop(other, theirs)
  else
    return {'held', other}
  end
end

local waiting = redis.call('HGET', pool, 'w')
if waiting and tonumber(waiting) > 0 and first == '0' then
  return {'queue', waiting}
end

-- Ended holds make room only when there is none: each is taken over in place.
if eager then
  for _ = 1, 8 do
    if lapse(now, 64) == 0 then
      break
    end
  end
end
while left(capacity, channel, quota) < party and lapse(now, 64) > 0 do end
local free = left(capacity, channel, quota)
if free < party then
  return {'no_room', tostring(math.max(0, free))}
end

local places, refused = pick(party, holding > 0)
while not places and lapse(now, 64) > 0 do
  places, refused = pick(party, holding > 0)
end
if not places then
  return refused
end
local figures = redis.call('HMGET', pool, 'taken', 't:' .. channel)
local seq = string.format('%.0f', given + 1)
redis.call('HSET', pool, 'seq', seq, 'taken', tonumber(figures[1]) + party,
  't:' .. channel, tonumber(figures[2] or '0') + party)
redis.call('HSET', holders, holder, claim)
local all = table.concat(places, ',')
if holding == 0 then
  write(claim, 'p', holder, seq, channel, '0', '0', all)
  redis.call('ZADD', pending, now, claim)
  return granted(seq, '0', channel, all)
end
local ends = string.format('%.0f', now + math.min(holding, longest))
write(claim, 'h', holder, seq, channel, ends, string.format('%.0f', now + longest), all)
redis.call('ZADD', holds, ends, claim)
return granted(seq, ends, channel, all)
