-- Say how much of a cell is public while it is not whole.
--
-- ARGV[1]  term
-- ARGV[2]  cell
-- ARGV[3]  its record so far
--
-- Returns 'ok' or 'fenced'.
if not led(ARGV[1]) then
  return 'fenced'
end
if redis.call('ZCOUNT', cells, ARGV[2], '+inf') == 0 then
  redis.call('HSET', state, 'open', ARGV[3])
  keep()
end
return 'ok'
