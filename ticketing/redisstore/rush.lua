-- Reserve places for many claims of a counted pool at once: what take.lua does for each
-- of them, in their order, for those who press at the same moment for themselves and
-- want to have it written down at once. What a script costs is mostly the script, so
-- what the claims have in common is read and written once.
--
-- Whatever is not the usual press is left alone: the caller asks take.lua for it.
--
-- KEYS      as in common.lua
-- ARGV[1]   epoch of the caller
-- ARGV[2]   highest sequence number the caller has seen in that epoch
-- ARGV[3]   capacity of the pool
-- ARGV[4]   opening, ARGV[5] closing time, in milliseconds since 1970
-- ARGV[6]   revision of the pool's document that the caller has read
-- ARGV[7..] of each claim: its id, its holder, its party, its channel, and the places
--           that channel may have taken, -1 for no bound of its own
--
-- Returns {"stale"} or {"newer"} for all of them, as in take.lua, or one text a claim:
-- the fields of take.lua's answer with "|" between them, or "alone".
local epoch, seen, capacity = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local opens, closes, rev = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local who, given = behind(epoch, rev)
if who then
  return {who}
end
if given < seen then
  return {'stale'}
end

local now = clock()
local ids, theirs = {}, {}
for i = 7, #ARGV, 5 do
  ids[#ids + 1] = ARGV[i]
  theirs[#theirs + 1] = ARGV[i + 1]
end
local entered = redis.call('HMGET', entries, unpack(ids))
local holding = redis.call('HMGET', holders, unpack(theirs))
local figures = redis.call('HMGET', pool, 'taken', 'w')
local taken, waiting = tonumber(figures[1]), tonumber(figures[2] or '0')

local through, channels = {}, {} -- places taken through each channel
local function left(channel, quota)
  if not through[channel] then
    through[channel] = tonumber(redis.call('HGET', pool, 't:' .. channel) or '0')
    channels[#channels + 1] = channel
  end
  local free = capacity - taken
  if quota >= 0 then
    free = math.min(free, quota - through[channel])
  end
  return free
end

local ended -- whether a hold has ended whose places are not back yet
local function unfinished()
  if ended == nil then
    ended = #redis.call('ZRANGEBYSCORE', holds, '-inf', string.format('%.0f', now), 'LIMIT', 0, 1) > 0
  end
  return ended
end

local answers, granted, given_to, total = {}, {}, {}, 0
for i = 1, #ids do
  local at = 7 + 5 * (i - 1)
  local holder, party, channel, quota = theirs[i], tonumber(ARGV[at + 2]), ARGV[at + 3], tonumber(ARGV[at + 4])
  if entered[i] or given_to[holder] == ids[i] then
    answers[i] = 'alone' -- it was pressed before
  elseif now < opens then
    answers[i] = 'early'
  elseif now >= closes then
    answers[i] = 'late'
  elseif given_to[holder] then
    answers[i] = 'held|' .. given_to[holder]
  elseif holding[i] then
    answers[i] = 'alone' -- of a claim, or of a hold that may have ended
  elseif waiting > 0 then
    answers[i] = 'queue|' .. figures[2]
  else
    local free = left(channel, quota)
    if free >= party then
      given_to[holder] = ids[i]
      granted[#granted + 1] = {i, holder, party, channel}
      taken, through[channel], total = taken + party, through[channel] + party, total + party
    elseif unfinished() then
      answers[i] = 'alone'
    else
      answers[i] = 'no_room|' .. string.format('%.0f', math.max(0, free))
    end
  end
end
if total == 0 then
  return answers
end

local function add(list, a, b)
  list[#list + 1] = a
  list[#list + 1] = b
end
local places, at = pick(total), 0
local hash, to, all, log = {}, {}, {}, {}
for n = 1, #granted do
  local i, holder, party, channel = unpack(granted[n])
  local own = table.concat(places, ',', at + 1, at + party)
  at = at + party
  local seq = string.format('%.0f', given + n)
  add(to, holder, ids[i])
  add(all, ids[i], table.concat({'p', holder, seq, channel, '0', '0', own}, '|'))
  add(log, now, ids[i])
  answers[i] = table.concat({'granted', seq, '0', channel, (string.gsub(own, ',', '|'))}, '|')
end
for n = 1, #channels do
  add(hash, 't:' .. channels[n], through[channels[n]])
end
redis.call('HSET', pool, 'seq', string.format('%.0f', given + #granted), 'taken', taken, unpack(hash))
redis.call('HSET', holders, unpack(to))
redis.call('HSET', entries, unpack(all))
redis.call('ZADD', pending, unpack(log))
return answers
