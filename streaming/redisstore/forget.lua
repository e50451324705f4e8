-- Take old cells off.
--
-- ARGV[1]  term
-- ARGV[2]  the oldest cell that is listed from now on
-- ARGV[3]  cells before this one are not to be had any more
--
-- Returns 'fenced', or 'ok' and the records taken off.
if not led(ARGV[1]) then
  return { 'fenced' }
end
redis.call('HSET', state, 'first', ARGV[2])
local old = redis.call('ZRANGEBYSCORE', cells, '-inf', '(' .. ARGV[3])
redis.call('ZREMRANGEBYSCORE', cells, '-inf', '(' .. ARGV[3])
return { 'ok', unpack(old) }
