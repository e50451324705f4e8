-- What every script below begins with.
--
-- KEYS[1]  live:{<channel>}:lease, the holder's name; expires when it is not renewed
-- KEYS[2]  live:{<channel>}:state, hash: term, version, reserved, first, open; sees and
--          sees_until, who could lead at once and until when that holds
-- KEYS[3]  live:{<channel>}:plan, orders by the cell they begin at: "<from>|<begin>|<source>"
-- KEYS[4]  live:{<channel>}:cells, records by their cell
--
-- State, plan and cells are forgotten a week after the last change.
local lease, state, plan, cells = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local week = 7 * 24 * 3600

local function keep()
  redis.call('EXPIRE', state, week)
  redis.call('EXPIRE', plan, week)
  redis.call('EXPIRE', cells, week)
end

local function field(name)
  return tonumber(redis.call('HGET', state, name) or '0')
end

-- Whether the term is still that of the leader.
local function led(term)
  return redis.call('EXISTS', lease) == 1 and redis.call('HGET', state, 'term') == term
end
