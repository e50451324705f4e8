-- Lead, if nobody else does. One that leads blind hands over to one that sees.
--
-- ARGV[1]  who asks
-- ARGV[2]  milliseconds the lead lasts
-- ARGV[3]  1 if the one who asks is blind, else 0
--
-- Returns: 1 if the caller leads, else 0; term; version of the plan; oldest listed
-- cell; newest record or ''; then the orders.
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)

local function take(holder)
  redis.call('SET', lease, holder, 'PX', ARGV[2])
  -- The clock keeps terms rising even when everything has been forgotten.
  redis.call('HSET', state, 'term', string.format('%.0f', math.max(field('term') + 1, now)))
  redis.call('HDEL', state, 'sees')
  keep()
end

local holder, blind = redis.call('GET', lease), ARGV[3] == '1'
local sees = redis.call('HGET', state, 'sees')
if not holder then
  take(ARGV[1])
elseif holder ~= ARGV[1] then
  if not blind then
    redis.call('HSET', state, 'sees', ARGV[1], 'sees_until', string.format('%.0f', now + ARGV[2]))
    keep()
  elseif sees == ARGV[1] then
    redis.call('HDEL', state, 'sees')
  end
elseif blind and sees and sees ~= ARGV[1] and field('sees_until') > now then
  take(sees)
else
  redis.call('PEXPIRE', lease, ARGV[2])
end
local leads = redis.call('GET', lease) == ARGV[1] and 1 or 0
local last = redis.call('ZREVRANGE', cells, 0, 0)
local answer = { tostring(leads), redis.call('HGET', state, 'term') or '0', redis.call('HGET', state, 'version') or '0',
  redis.call('HGET', state, 'first') or '0', last[1] or '' }
for _, order in ipairs(redis.call('ZRANGE', plan, 0, -1)) do
  answer[#answer + 1] = order
end
return answer
