-- Make a rebuilt epoch the one in force.
--
-- KEYS[1]      pool:{<pool>}
-- KEYS[2]      lock:{<pool>}, held by the rebuilder
-- KEYS[3..]    half of them the keys of the epoch that ends, and then again
-- KEYS[..]     the same of the new epoch, staged with an expiry
-- ARGV[1]      token of the rebuilder
-- ARGV[2]      epoch that ends, 0 when Redis knew none
-- ARGV[3]      new epoch
-- ARGV[4..]    the fields of the pool's hash and their values, without epoch
--
-- Returns 1, or 0 when the lock is not the caller's any more or another epoch is
-- in force than the rebuilder found; then nothing has changed.
local pool, lock = KEYS[1], KEYS[2]
local token, before, epoch = ARGV[1], ARGV[2], ARGV[3]
if redis.call('GET', lock) ~= token then
  return 0
end
if (redis.call('HGET', pool, 'epoch') or '0') ~= before or tonumber(before) >= tonumber(epoch) then
  return 0
end
local rev = tonumber(redis.call('HGET', pool, 'rev') or '0')
local half = (#KEYS - 2) / 2
redis.call('DEL', pool, unpack(KEYS, 3, 2 + half))
redis.call('HSET', pool, 'epoch', epoch, unpack(ARGV, 4))
-- The rebuilder may have read the document before its last revision.
if rev > tonumber(redis.call('HGET', pool, 'rev') or '0') then
  redis.call('HSET', pool, 'rev', string.format('%.0f', rev))
end
for i = 3 + half, #KEYS do
  redis.call('PERSIST', KEYS[i])
end
return 1
