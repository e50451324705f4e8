-- Mark claims as owned.
--
-- KEYS[1]  pool:{<pool>}             as in common.lua
-- KEYS[2]  entries:{<pool>}:<epoch>
-- KEYS[3]  pending:{<pool>}:<epoch>
-- ARGV[1]  epoch of the caller
-- ARGV[2]  claim id, and so on, 128 at most
--
-- Returns for each claim 1 when it is entered, 0 when it is not, or only as a hold: what
-- made that a claim was lost; an empty list when another epoch is in force. Repeating it
-- changes nothing.
if redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[1] then
  return {}
end
local ids = {unpack(ARGV, 2)}
local found = redis.call('HMGET', KEYS[2], unpack(ids))
local answer, known, changed = {}, {}, {}
for i = 1, #ids do
  local entry = found[i]
  answer[i] = 0
  local state = entry and string.sub(entry, 1, 1)
  if entry and state ~= 'h' then
    answer[i] = 1
    known[#known + 1] = ids[i]
    if state == 'p' then
      local rest = string.sub(entry, 2)
      if not string.find(rest, '|0|0|', 1, true) then -- of what was a hold
        local head, places = string.match(rest, '^(|[^|]*|%d+|[^|]*|)%d+|%d+(|.*)$')
        rest = head .. '0|0' .. places
      end
      changed[#changed + 1] = ids[i]
      changed[#changed + 1] = 's' .. rest
    end
  end
end
if #changed > 0 then
  redis.call('HSET', KEYS[2], unpack(changed))
end
if #known > 0 then
  redis.call('ZREM', KEYS[3], unpack(known))
end
return answer
