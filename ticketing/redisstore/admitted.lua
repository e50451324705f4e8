-- Take note of admissions that happened, each scan once.
--
-- KEYS[1]  gate:{<event>}, as in enter.lua
-- ARGV[1]  1 if these are all there are, else 0
-- ARGV[2]  milliseconds the key is kept
-- ARGV[3]… serial, name of the scan and line, of each
--
-- Returns how many were new.
local new = 0
for i = 3, #ARGV, 3 do
  local serial, name, line = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local have = redis.call('HGET', KEYS[1], serial) or ''
  local known = false
  for scan in string.gmatch(have, '(%S+) [^\n]*\n') do
    known = known or scan == name
  end
  if not known then
    redis.call('HSET', KEYS[1], serial, have .. line .. '\n')
    new = new + 1
  end
end
if ARGV[1] == '1' then
  redis.call('HSET', KEYS[1], 'ready', '1')
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return new
