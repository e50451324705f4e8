-- Say how many parties wait for the pool.
--
-- KEYS     as in common.lua
-- ARGV[1]  epoch of the caller
-- ARGV[2]  parties
-- ARGV[3]  the field told of the pool's hash, from before they were counted: it rises
--          each time somebody is said to wait
--
-- Returns 1; or 0, and nothing has changed, when another epoch is in force, or nobody
-- is said to wait by one who may have counted before the last of them joined.
if redis.call('HGET', pool, 'epoch') ~= ARGV[1] then
  return 0
end
if ARGV[2] == '0' and (redis.call('HGET', pool, 'told') or '0') ~= ARGV[3] then
  return 0
end
redis.call('HSET', pool, 'w', ARGV[2])
if ARGV[2] ~= '0' then
  redis.call('HINCRBY', pool, 'told', 1)
end
return 1
