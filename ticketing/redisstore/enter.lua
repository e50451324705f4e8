-- Decide for all gates at once whether somebody comes in with a pass.
--
-- KEYS[1]  gate:{<event>}, hash: serial -> admissions, a line each of
--          "<scan> <persons> <milliseconds> <gate>"; "ready" where all are told
-- ARGV[1]  serial
-- ARGV[2]  party of the pass
-- ARGV[3]  persons who want to come in
-- ARGV[4]  name of the scan: the same one counts once
-- ARGV[5]  line of the admission
-- ARGV[6]  1 if they may where nobody came in yet, else 0
-- ARGV[7]  1 if they may where some came in, else 0
-- ARGV[8]  milliseconds the key is kept
--
-- Returns {"cold"}, {"in", admissions before} or {"no", admissions}.
local serial, name = ARGV[1], ARGV[4]
if redis.call('HEXISTS', KEYS[1], 'ready') == 0 then
  return {'cold'}
end
local have = redis.call('HGET', KEYS[1], serial) or ''
local inside = 0
for scan, persons in string.gmatch(have, '(%S+) (%d+) [^\n]*\n') do
  if scan == name then
    return {'in', have}
  end
  inside = inside + tonumber(persons)
end
local may = inside == 0 and ARGV[6] or ARGV[7]
if may ~= '1' or inside + tonumber(ARGV[3]) > tonumber(ARGV[2]) then
  return {'no', have}
end
redis.call('HSET', KEYS[1], serial, have .. ARGV[5] .. '\n')
redis.call('PEXPIRE', KEYS[1], ARGV[8])
return {'in', have}
