-- Decide for all gates at once, for scans of one moment, whether somebody comes in with
-- a pass: one after the other, so that each is told what the ones before it did.
--
-- KEYS[1]  gate:{<event>}, hash: serial -> admissions, a line each of
--          "<scan> <persons> <milliseconds> <gate>"; "ready" where all are told
-- ARGV[1]  milliseconds the key is kept
-- and of each scan
--   serial
--   party of the pass
--   persons who want to come in
--   name of the scan: the same one counts once
--   line of the admission
--   1 if they may where nobody came in yet, else 0
--   1 if they may where some came in, else 0
--
-- Returns {"cold"}, or of each scan "in", admissions before, or "no", admissions.
if redis.call('HEXISTS', KEYS[1], 'ready') == 0 then
  return {'cold'}
end
local serials = {}
for at = 2, #ARGV, 7 do
  serials[#serials + 1] = ARGV[at]
end
local found = redis.call('HMGET', KEYS[1], unpack(serials))
local admissions = {}
for i = 1, #serials do
  admissions[serials[i]] = found[i] or ''
end

-- decide says what becomes of a scan, given the admissions before it.
local function decide(have, party, persons, name, first, rest)
  local inside = 0
  for scan, others in string.gmatch(have, '(%S+) (%d+) [^\n]*\n') do
    if scan == name then
      return 'again'
    end
    inside = inside + tonumber(others)
  end
  local may = inside == 0 and first or rest
  if may ~= '1' or inside + persons > party then
    return 'no'
  end
  return 'in'
end

local answers, changed, new = {}, {}, {}
for at = 2, #ARGV, 7 do
  local serial = ARGV[at]
  local have = admissions[serial]
  local verdict = decide(have, tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), ARGV[at + 3], ARGV[at + 5], ARGV[at + 6])
  if verdict == 'in' then
    admissions[serial] = have .. ARGV[at + 4] .. '\n'
    if not new[serial] then
      new[serial] = true
      changed[#changed + 1] = serial
    end
  end
  answers[#answers + 1] = verdict == 'no' and 'no' or 'in'
  answers[#answers + 1] = have
end
if #changed > 0 then
  local fields = {}
  for i = 1, #changed do
    fields[2 * i - 1], fields[2 * i] = changed[i], admissions[changed[i]]
  end
  redis.call('HSET', KEYS[1], unpack(fields))
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return answers
