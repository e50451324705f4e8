-- What is public.
--
-- ARGV[1]  records after this cell
-- ARGV[2]  no more than so many
--
-- Returns the oldest listed cell, then the records.
return { redis.call('HGET', state, 'first') or '0', unpack(redis.call('ZRANGEBYSCORE', cells, '(' .. ARGV[1], '+inf', 'LIMIT', 0, ARGV[2])) }
