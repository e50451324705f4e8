-- Make a rebuilt epoch the one in force.
--
-- KEYS[1]      pool:{<pool>}
-- KEYS[2]      lock:{<pool>}, held by the rebuilder
-- KEYS[3..6]   entries, holders, freed and pending of the epoch that ends
-- KEYS[7..10]  the same of the new epoch, staged with an expiry
-- ARGV[1]      token of the rebuilder
-- ARGV[2]      epoch that ends, 0 when Redis knew none
-- ARGV[3]      new epoch
-- ARGV[4]      seq, ARGV[5] next, ARGV[6] taken of the new epoch
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
redis.call('HSET', pool, 'epoch', epoch, 'seq', ARGV[4], 'next', ARGV[5], 'taken', ARGV[6])
redis.call('DEL', KEYS[3], KEYS[4], KEYS[5], KEYS[6])
for i = 7, 10 do
  redis.call('PERSIST', KEYS[i])
end
return 1
