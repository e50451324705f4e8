-- List a cell. One that is listed already stays as it is.
--
-- ARGV[1]  term
-- ARGV[2]  cell
-- ARGV[3]  its record
-- ARGV[4]  the oldest cell that is listed from now on
--
-- Returns 'ok' or 'fenced'.
if not led(ARGV[1]) then
  return 'fenced'
end
if redis.call('ZCOUNT', cells, ARGV[2], '+inf') == 0 then
  redis.call('ZADD', cells, ARGV[2], ARGV[3])
  redis.call('HSET', state, 'first', ARGV[4])
  redis.call('HDEL', state, 'open')
  keep()
end
return 'ok'
