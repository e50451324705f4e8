-- What is left for a channel. Put behind common.lua and in front of take.lua and
-- more.lua.

-- left is how many more places of a pool of so many may be taken through a channel;
-- quota is how many it may have taken in all, -1 for no bound of its own.
local function left(capacity, channel, quota)
  local taken = redis.call('HMGET', pool, 'taken', 't:' .. channel)
  local free = capacity - tonumber(taken[1])
  if quota >= 0 then
    free = math.min(free, quota - tonumber(taken[2] or '0'))
  end
  return free
end
