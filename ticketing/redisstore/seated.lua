-- How the places of a seated pool are put back and marked. Put in front of
-- common.lua in the place of counted.lua.
--
-- A segment is seats side by side, between two aisles; they are numbered from 1 in
-- the order of their places. What is known of its seats is one letter each:
--
--            free  held  taken
--   normal     .     h     x
--   wheelchair w     v     W
--   companion  c     d     C
--
-- KEYS[1]  pool:{<pool>}            hash, of which acc is how many wheelchair and companion
--                                   seats are free, and v a number that rises with each change
-- KEYS[7]  seats:{<pool>}:<epoch>   hash: segment -> the letters of its seats
-- KEYS[8]  runs:{<pool>}:<epoch>    string: one digit for each segment, the length of its
--                                   longest run of free normal seats, and then again one
--                                   for each, the longest of those that are shorter
-- KEYS[9]  layout:{<pool>}:<epoch>  hash that never changes: n, segments; seats; firsts, six
--                                   characters for each segment, its first place; orders,
--                                   five, the order of its row; sectors, three; units, see
--                                   choose.lua; segment -> "<first>,<order>,<x>,<sector>,
--                                   <last>,<back>,<backlast>", last being the last segment
--                                   of the same order, back to backlast the row behind
-- A digit is one of 62; what is longer than 61 counts as 61, so parties are smaller.
local eager = true -- ended holds may sit where somebody wants to: they end first
local digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

local letters = {
  free = {h = '.', x = '.', v = 'w', W = 'w', d = 'c', C = 'c'},
  held = {['.'] = 'h', x = 'h', w = 'v', W = 'v', c = 'd', C = 'd'},
  taken = {['.'] = 'x', h = 'x', w = 'W', v = 'W', c = 'C', d = 'C'},
}

local function digit(n)
  n = math.min(n, 61) + 1
  return string.sub(digits, n, n)
end

-- measure returns the digits of a segment.
local function measure(text)
  local longest, second = 0, 0
  for run in string.gmatch(text, '%.+') do
    local n = #run
    if n > longest then
      second = longest -- one after the other: miniredis assigns a pair in turn
      longest = n
    elseif n < longest and n > second then
      second = n
    end
  end
  return digit(longest), digit(second)
end

local firsts, segments

-- where returns the segment of a place and which of its seats it is.
local function where(place)
  if not firsts then
    firsts = redis.call('HGET', KEYS[9], 'firsts')
    segments = #firsts / 6
  end
  local low, high = 1, segments
  while low < high do
    local middle = math.floor((low + high + 1) / 2)
    if tonumber(string.sub(firsts, middle * 6 - 5, middle * 6)) <= place then
      low = middle
    else
      high = middle - 1
    end
  end
  return low, place - tonumber(string.sub(firsts, low * 6 - 5, low * 6)) + 1
end

-- mark makes places, "<place>,<place>...", free, held or taken and says how many.
local function mark(places, as)
  local texts, touched, n, accessible = {}, {}, 0, 0
  for place in string.gmatch(places, '%d+') do
    local segment, seat = where(tonumber(place))
    local text = texts[segment]
    if not text then
      text = redis.call('HGET', KEYS[7], segment)
      touched[#touched + 1] = segment
    end
    local was = string.sub(text, seat, seat)
    local is = letters[as][was] or was
    if was == 'w' or was == 'c' then
      accessible = accessible - 1
    end
    if is == 'w' or is == 'c' then
      accessible = accessible + 1
    end
    texts[segment] = string.sub(text, 1, seat - 1) .. is .. string.sub(text, seat + 1)
    n = n + 1
  end
  for i = 1, #touched do
    local segment = touched[i]
    local longest, second = measure(texts[segment])
    redis.call('HSET', KEYS[7], segment, texts[segment])
    redis.call('SETRANGE', KEYS[8], segment - 1, longest)
    redis.call('SETRANGE', KEYS[8], segments + segment - 1, second)
  end
  if accessible ~= 0 then
    redis.call('HINCRBY', KEYS[1], 'acc', accessible)
  end
  redis.call('HINCRBY', KEYS[1], 'v', 1)
  return n
end

-- back puts places into the stock and says how many.
local function back(places)
  return mark(places, 'free')
end

-- own makes places that were held taken.
local function own(places)
  mark(places, 'taken')
end

-- lend makes places that were taken held again.
local function lend(places)
  mark(places, 'held')
end

