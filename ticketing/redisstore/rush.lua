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
local argv, call = ARGV, redis.call
local ids, theirs = {}, {}
for i = 7, #argv, 5 do
  ids[#ids + 1] = argv[i]
  theirs[#theirs + 1] = argv[i + 1]
end
local entered = call('HMGET', entries, unpack(ids))
local holding = call('HMGET', holders, unpack(theirs))
local figures = call('HMGET', pool, 'taken', 'w')
local taken, waiting = tonumber(figures[1]), tonumber(figures[2] or '0')

local through, channels = {}, {} -- places taken through each channel
local function counted(channel)
  local n = tonumber(call('HGET', pool, 't:' .. channel) or '0')
  through[channel] = n
  channels[#channels + 1] = channel
  return n
end

local ended -- whether a hold has ended whose places are not back yet
local function unfinished()
  if ended == nil then
    ended = #call('ZRANGEBYSCORE', holds, '-inf', string.format('%.0f', now), 'LIMIT', 0, 1) > 0
  end
  return ended
end

local answers, granted, given_to, total = {}, {}, {}, 0
for i = 1, #ids do
  local holder = theirs[i]
  local had = given_to[holder]
  if entered[i] or had == ids[i] then
    answers[i] = 'alone' -- it was pressed before
  elseif now < opens then
    answers[i] = 'early'
  elseif now >= closes then
    answers[i] = 'late'
  elseif had then
    answers[i] = 'held|' .. had
  elseif holding[i] then
    answers[i] = 'alone' -- of a claim, or of a hold that may have ended
  elseif waiting > 0 then
    answers[i] = 'queue|' .. figures[2]
  else
    local at = 5 * i + 4
    local party, channel, quota = tonumber(argv[at]), argv[at + 1], tonumber(argv[at + 2])
    local used = through[channel] or counted(channel)
    local free = capacity - taken
    if quota >= 0 and quota - used < free then
      free = quota - used
    end
    if free >= party then
      given_to[holder] = ids[i]
      granted[#granted + 1] = i
      taken, through[channel], total = taken + party, used + party, total + party
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

local concat = table.concat
local places, at = pick(total), 0
local to, all, log = {}, {}, {}
for n = 1, #granted do
  local i = granted[n]
  local party, channel = tonumber(argv[5 * i + 4]), argv[5 * i + 5]
  local seq = string.format('%.0f', given + n)
  to[2 * n - 1], to[2 * n] = theirs[i], ids[i]
  all[2 * n - 1] = ids[i]
  all[2 * n] = 'p|' .. theirs[i] .. '|' .. seq .. '|' .. channel .. '|0|0|' .. concat(places, ',', at + 1, at + party)
  log[2 * n - 1], log[2 * n] = now, ids[i]
  answers[i] = 'granted|' .. seq .. '|0|' .. channel .. '|' .. concat(places, '|', at + 1, at + party)
  at = at + party
end
local hash = {}
for n = 1, #channels do
  hash[2 * n - 1], hash[2 * n] = 't:' .. channels[n], through[channels[n]]
end
call('HSET', pool, 'seq', string.format('%.0f', given + #granted), 'taken', taken, unpack(hash))
call('HSET', holders, unpack(to))
call('HSET', entries, unpack(all))
call('ZADD', pending, unpack(log))
return answers
