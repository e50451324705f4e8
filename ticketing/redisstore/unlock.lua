-- Give a lock back, only if it is still the caller's.
--
-- KEYS[1]  lock:{<pool>}
-- ARGV[1]  token of the caller
--
-- Returns 1 when it was given back, else 0.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
