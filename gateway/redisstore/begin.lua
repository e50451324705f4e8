-- Take an idempotency key, or say what has become of it.
--
-- KEYS[1]  reply:{<hash of scope and key>}, a hash: fingerprint, token and, once
--          the request is done, status, header, body. Expires with the lock while
--          the request runs, and as finish.lua says afterwards
-- ARGV[1]  token of this attempt
-- ARGV[2]  fingerprint of the request
-- ARGV[3]  milliseconds until the lock of a runner that has died lapses
--
-- Returns {'fresh'}, {'running', milliseconds left of the lock}, {'mismatch'} or
-- {'done', status, header, body}. The same token again is fresh again: the client
-- library repeats a command whose answer was lost.
local token, fingerprint, ttl = ARGV[1], ARGV[2], ARGV[3]
local held = redis.call('HMGET', KEYS[1], 'fingerprint', 'token', 'status', 'header', 'body')
if not held[1] then
  redis.call('HSET', KEYS[1], 'fingerprint', fingerprint, 'token', token)
  redis.call('PEXPIRE', KEYS[1], ttl)
  return {'fresh'}
end
if held[1] ~= fingerprint then
  return {'mismatch'}
end
if held[3] then
  return {'done', held[3], held[4], held[5]}
end
if held[2] == token then
  return {'fresh'}
end
return {'running', tostring(redis.call('PTTL', KEYS[1]))}
