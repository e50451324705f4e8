-- Say how many parties wait for the pool.
--
-- KEYS     as in common.lua
-- ARGV[1]  epoch of the caller
-- ARGV[2]  parties
--
-- Returns 1, or 0 when another epoch is in force: the next rebuild counts them anew.
if redis.call('HGET', pool, 'epoch') ~= ARGV[1] then
  return 0
end
redis.call('HSET', pool, 'w', ARGV[2])
return 1
