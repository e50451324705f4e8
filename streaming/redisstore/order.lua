-- Change what is on air from a cell on.
--
-- ARGV[1]  cell
-- ARGV[2]  the cell at which the source's own beginning lies
-- ARGV[3]  source
--
-- Returns the cell from which it holds, and the beginning.
local from, begin = tonumber(ARGV[1]), tonumber(ARGV[2])
local free = tonumber(redis.call('HGET', state, 'reserved') or '-1') + 1
if from < free then
  if begin == from then
    begin = free
  end
  from = free
end
redis.call('ZREMRANGEBYSCORE', plan, from, '+inf')
-- Of the orders before everything listed only the last still says something.
local inForce = redis.call('ZREVRANGEBYSCORE', plan, field('first'), '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
if inForce[2] then
  redis.call('ZREMRANGEBYSCORE', plan, '-inf', '(' .. inForce[2])
end
local n, b = string.format('%.0f', from), string.format('%.0f', begin)
redis.call('ZADD', plan, n, n .. '|' .. b .. '|' .. ARGV[3])
redis.call('HINCRBY', state, 'version', 1)
keep()
return { n, b }
