-- Lead, if nobody else does.
--
-- ARGV[1]  who asks
-- ARGV[2]  milliseconds the lead lasts
--
-- Returns: 1 if the caller leads, else 0; term; version of the plan; oldest listed
-- cell; newest record or ''; then the orders.
local holder = redis.call('GET', lease)
if not holder then
  redis.call('SET', lease, ARGV[1], 'PX', ARGV[2])
  -- The clock keeps terms rising even when everything has been forgotten.
  local now = redis.call('TIME')
  local term = math.max(field('term') + 1, now[1] * 1000 + math.floor(now[2] / 1000))
  redis.call('HSET', state, 'term', string.format('%.0f', term))
  keep()
elseif holder == ARGV[1] then
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
