-- What is public.
--
-- ARGV[1]  records after this cell
-- ARGV[2]  no more than so many
--
-- Returns the oldest listed cell, the term, the cell that is not whole yet or '', then
-- the records.
return { redis.call('HGET', state, 'first') or '0', redis.call('HGET', state, 'term') or '0', redis.call('HGET', state, 'open') or '',
  unpack(redis.call('ZRANGEBYSCORE', cells, '(' .. ARGV[1], '+inf', 'LIMIT', 0, ARGV[2])) }
