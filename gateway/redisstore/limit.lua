-- Let one more through, or say when. The generic cell rate algorithm: the only
-- thing kept is the moment at which the bucket would be empty again.
--
-- KEYS[1]  limit:<key>, that moment in microseconds; expires when it has passed
-- ARGV[1]  microseconds that one request costs
-- ARGV[2]  requests that may come at once
--
-- Returns {1 or 0 for let through, requests left now, microseconds until the next
-- one fits (0 if let through), microseconds until the bucket is empty}.
local cost, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local room = cost * burst

local empty = tonumber(redis.call('GET', KEYS[1]) or now)
if empty < now then
  empty = now
elseif empty > now + room then
  -- Farther away than any run of requests leads: the clock was set back, by a
  -- fail-over for one, or the rate has been changed.
  empty = now + room
end

local wait = empty + cost - (now + room)
if wait > 0 then
  return {0, 0, math.ceil(wait), math.ceil(empty - now)}
end
empty = empty + cost
-- %.0f because a plain conversion keeps 14 digits only, and this has 16.
redis.call('SET', KEYS[1], string.format('%.0f', empty), 'PX', math.ceil((empty - now) / 1000) + 1)
return {1, math.floor((now + room - empty) / cost + 0.000001), 0, math.ceil(empty - now)}
