-- Keep the reply of a request that has run.
--
-- KEYS[1]     reply:{<hash of scope and key>}, see begin.lua
-- ARGV[1]     token the attempt began with
-- ARGV[2]     fingerprint of the request
-- ARGV[3]     milliseconds to keep the reply
-- ARGV[4..6]  status, header, body
--
-- Returns 1 when kept, 0 when another attempt has the key by now. A lock that has
-- lapsed with nobody after it is no hindrance: the request did run.
local token, fingerprint, ttl = ARGV[1], ARGV[2], ARGV[3]
local holder = redis.call('HGET', KEYS[1], 'token')
if holder and holder ~= token then
  return 0
end
redis.call('HSET', KEYS[1], 'fingerprint', fingerprint, 'token', token,
  'status', ARGV[4], 'header', ARGV[5], 'body', ARGV[6])
redis.call('PEXPIRE', KEYS[1], ttl)
return 1
