-- How the places of a counted pool are chosen and put back: those given back first,
-- the lowest first, then those never given out. Put in front of common.lua.
--
-- KEYS[1]  pool:{<pool>}           hash, of which next is the first place never given out
-- KEYS[4]  freed:{<pool>}:<epoch>  sorted set: places given back, lowest first

local eager = false -- any place is as good: ended holds end when there is no room

-- pick takes so many places out of the stock and returns them as texts. There must
-- be as many.
local function pick(party)
  local places = {}
  local again = redis.call('ZPOPMIN', KEYS[4], party)
  for i = 1, #again, 2 do
    places[#places + 1] = again[i]
  end
  if #places < party then
    local fresh = tonumber(redis.call('HGET', KEYS[1], 'next'))
    while #places < party do
      places[#places + 1] = string.format('%.0f', fresh)
      fresh = fresh + 1
    end
    redis.call('HSET', KEYS[1], 'next', fresh)
  end
  return places
end

-- back puts places, "<place>,<place>...", into the stock and says how many.
local function back(places)
  local n = 0
  for place in string.gmatch(places, '%d+') do
    redis.call('ZADD', KEYS[4], place, place)
    n = n + 1
  end
  return n
end

-- own makes places that were held taken: of a counted pool they are the same.
local function own() end

-- lend makes places that were taken held again.
local function lend() end

