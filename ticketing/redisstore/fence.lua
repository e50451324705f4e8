-- Say that the pool's document is about to have a new revision, unless more was taken
-- through a channel than it would leave to it. From then on nobody is let in by what
-- the document said before, and nobody at all until it is written.
--
-- KEYS      as in common.lua
-- ARGV[1]   epoch of the caller
-- ARGV[2]   the revision
-- ARGV[3..] channels, each followed by the most places that may be taken through it
--
-- Returns one of
--   {"granted"}
--   {"taken", places, channel}  so many are taken through that channel: nothing has changed
--   {"stale"}                   as in take.lua
--   {"newer"}                   or Redis knows that revision already
local epoch, rev = tonumber(ARGV[1]), tonumber(ARGV[2])
local have = redis.call('HMGET', pool, 'epoch', 'rev')
if not have[1] or tonumber(have[1]) < epoch then
  return {'stale'}
end
if tonumber(have[1]) > epoch or tonumber(have[2] or '0') >= rev then
  return {'newer'}
end
while lapse(clock(), 256) > 0 do end
for i = 3, #ARGV, 2 do
  local taken = redis.call('HGET', pool, 't:' .. ARGV[i]) or '0'
  if tonumber(taken) > tonumber(ARGV[i + 1]) then
    return {'taken', taken, ARGV[i]}
  end
end
redis.call('HSET', pool, 'rev', string.format('%.0f', rev))
return {'granted'}
