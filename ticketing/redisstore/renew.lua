-- Keep a lock for longer, only if it is still the caller's.
--
-- KEYS[1]  lock:{<pool>}
-- ARGV[1]  token of the caller
-- ARGV[2]  milliseconds from now
--
-- Returns 1 when it was kept, else 0.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
