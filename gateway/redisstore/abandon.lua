-- Free the key of an attempt that has no reply to keep, so that the next one
-- runs at once.
--
-- KEYS[1]  reply:{<hash of scope and key>}, see begin.lua
-- ARGV[1]  token the attempt began with
--
-- Returns 1 when freed, 0 when there was nothing of this attempt to free: another
-- one has the key, or the lock has lapsed, or a reply is kept already.
local held = redis.call('HMGET', KEYS[1], 'token', 'status')
if held[1] ~= ARGV[1] or held[2] then
  return 0
end
return redis.call('DEL', KEYS[1])
