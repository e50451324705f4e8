-- Have the entry of a claim say what its document says: its places and whose it is.
-- Places it has no more return to the stock; places of changes that the document has
-- by now become those of the claim.
--
-- KEYS     as in common.lua
-- ARGV[1]  epoch of the caller
-- ARGV[2]  claim id
-- ARGV[3]  revision of the claim's document; an entry of the same or a later one stays
-- ARGV[4]  holder, "" for one who is not hindered from booking anew
-- ARGV[5]  its places, "<place>,<place>..."
-- ARGV[6..]  names of what was taken for its changes, see more.lua
--
-- The revision is kept as the last field but one of the entry, which means something
-- else for holds only.
--
-- Returns {"granted"} when Redis says what the document says, or something later;
-- {"stale"} when it knows nothing of the claim or of one of its places, and nothing
-- has changed; {"newer"} when another epoch is in force than the caller's.
local epoch, claim, rev, holder = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3]), ARGV[4]

local have = tonumber(redis.call('HGET', pool, 'epoch') or '0')
if have < epoch then
  return {'stale'}
elseif have > epoch then
  return {'newer'}
end
local entry = redis.call('HGET', entries, claim)
if not entry then
  return {'stale'}
end
local state, by, seq, channel, _, known, places = parse(entry)
if state == 's' and tonumber(known) >= rev then
  return {'granted'}
end

local mine, absorbed = {}, {}
local function collect(list)
  for place in string.gmatch(list, '%d+') do
    mine[place] = true
  end
end
collect(places)
for i = 6, #ARGV do
  local more = redis.call('HGET', entries, ARGV[i])
  if more then
    local _, _, _, _, _, _, list = parse(more)
    collect(list)
    absorbed[#absorbed + 1] = ARGV[i]
  end
end
for place in string.gmatch(ARGV[5], '%d+') do
  if not mine[place] then
    return {'stale'}
  end
  mine[place] = nil
end

for i = 1, #absorbed do
  redis.call('HDEL', entries, absorbed[i])
  redis.call('ZREM', pending, absorbed[i])
end
local surplus = {}
for place in pairs(mine) do
  surplus[#surplus + 1] = place
end
if #surplus > 0 then
  local n = back(table.concat(surplus, ','))
  redis.call('HINCRBY', pool, 'taken', -n)
  redis.call('HINCRBY', pool, 't:' .. channel, -n)
end
if by ~= holder and redis.call('HGET', holders, by) == claim then
  redis.call('HDEL', holders, by)
end
if holder ~= '' then
  redis.call('HSET', holders, holder, claim)
end
redis.call('ZREM', pending, claim)
redis.call('ZREM', holds, claim)
if state == 'h' then
  own(ARGV[5])
end
write(claim, 's', holder, seq, channel, '0', string.format('%.0f', rev), ARGV[5])
return {'granted'}
