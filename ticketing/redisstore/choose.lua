-- How the places of a seated pool are chosen: by name, or the best there are. Put
-- behind seated.lua and in front of common.lua.
--
-- The best for a party of n are looked for in this order:
--   1. n side by side that leave no single seat free beside them
--   2. n side by side
--   3. in two rows, one behind the other, overlapping; nobody alone where n >= 4
--   4. the longest runs there are, if the party agrees to sit apart
-- Among those: the nearest row, then the nearest to the middle of the full row, then
-- fewer single seats left, then the better sector; among equals the party's seed
-- decides. Of two rows: the nearest front row, then the most even split, then the
-- straightest, then the nearest to the middle, and so on.
--
-- A party with wheelchairs gets as many wheelchair places: first one with companion
-- seats enough, then the nearest row, the nearest to the middle, the better sector;
-- further ones near the first. Its others get the companion seats of those places and
-- then seats side by side near the first. Nobody else ever gets either kind.
--
-- Units of the layout: "<place>:<segment>:<seat>:<order>:<x>:<sector>:<companion>,...;"
-- for each wheelchair place, its companion seats the nearest first.

-- at_least is a pattern for the digits from n on.
local function at_least(n)
  if n < 10 then
    return digit(n) .. '-9A-Za-z'
  elseif n < 36 then
    return digit(n) .. '-Za-z'
  end
  return digit(n) .. '-z'
end

-- less compares lists of numbers.
local function less(a, b)
  for i = 1, #a do
    if a[i] ~= b[i] then
      return a[i] < b[i]
    end
  end
  return false
end

-- best keeps the least of what it is given, and all that are equal to it.
local function best()
  local kept, score = {}, nil
  return function(new, choice)
    if not score or less(new, score) then
      kept, score = {choice}, new
    elseif not less(score, new) then
      kept[#kept + 1] = choice
    end
  end, function()
    return kept
  end
end

-- hall is the free seats as they are now; what is tried in it is not written.
local function hall(sector)
  local h = {}
  local runs = redis.call('GET', KEYS[8])
  local n = #runs / 2
  local longest, second = string.sub(runs, 1, n), string.sub(runs, n + 1)
  local texts, spots, sectors = {}, {}, nil
  if sector > 0 then
    sectors = redis.call('HGET', KEYS[9], 'sectors')
  end

  -- read fetches segments.
  function h.read(list)
    local want = {}
    for i = 1, #list do
      if not spots[list[i]] then
        want[#want + 1] = list[i]
      end
    end
    for from = 1, #want, 500 do
      local to = math.min(from + 499, #want)
      local text = redis.call('HMGET', KEYS[7], unpack(want, from, to))
      local spot = redis.call('HMGET', KEYS[9], unpack(want, from, to))
      for i = from, to do
        local first, order, x, of, last, behind, lastbehind =
          string.match(spot[i - from + 1], '^(%d+),(%d+),(-?%d+),(%d+),(%d+),(%d+),(%d+)$')
        texts[want[i]] = text[i - from + 1]
        spots[want[i]] = {first = tonumber(first), order = tonumber(order), x = tonumber(x), sector = tonumber(of),
          last = tonumber(last), behind = tonumber(behind), lastbehind = tonumber(lastbehind)}
      end
    end
  end

  function h.spot(i)
    h.read({i})
    return spots[i]
  end

  function h.letter(i, seat)
    h.read({i})
    return string.sub(texts[i], seat, seat)
  end

  -- run is the longest run of a segment.
  function h.run(i)
    return string.find(digits, string.sub(longest, i, i), 1, true) - 1
  end

  -- next returns the first segment from i on where so many sit side by side; clean
  -- when that leaves no single seat. The longest run allows that unless it is one
  -- too long, and then only a run of just so many does.
  function h.next(i, party, clean, anywhere)
    local pattern, odd, just = '[' .. at_least(party) .. ']', digit(party + 1), digit(party)
    while true do
      i = string.find(longest, pattern, i)
      if not i then
        return nil
      end
      local fits = not clean or string.sub(longest, i, i) ~= odd or string.sub(second, i, i) == just
      if fits and (anywhere or not sectors or tonumber(string.sub(sectors, i * 3 - 2, i * 3)) == sector) then
        return i
      end
      i = i + 1
    end
  end

  -- windows calls fn with the seat each so many side by side begin at, the middle of
  -- them and how many single seats they leave.
  function h.windows(i, party, fn)
    h.read({i})
    local text, spot, from = texts[i], spots[i], 1
    while true do
      local first, last = string.find(text, '%.+', from)
      if not first then
        return
      end
      for seat = first, last - party + 1 do
        local singles = 0
        if seat - first == 1 then
          singles = 1
        end
        if last - seat - party + 1 == 1 then
          singles = singles + 1
        end
        fn(seat, spot.x + 2 * (seat - 1) + party - 1, singles)
      end
      from = last + 1
    end
  end

  -- largest returns how many sit side by side at most, up to party and what digits
  -- can tell.
  function h.largest(party, anywhere)
    for n = math.min(party, 59), 1, -1 do
      if h.next(1, n, false, anywhere) then
        return n
      end
    end
    return 0
  end

  -- take takes a piece {segment, seat, n} away.
  function h.take(piece)
    local i, text = piece[1], texts[piece[1]]
    text = string.sub(text, 1, piece[2] - 1) .. string.rep('x', piece[3]) .. string.sub(text, piece[2] + piece[3])
    texts[i] = text
    local a, b = measure(text)
    longest = string.sub(longest, 1, i - 1) .. a .. string.sub(longest, i + 1)
    second = string.sub(second, 1, i - 1) .. b .. string.sub(second, i + 1)
  end

  return h
end

-- beside finds seats side by side in the nearest row.
local function beside(h, party, clean, seed)
  local i = h.next(1, party, clean)
  if not i then
    return nil
  end
  local last, list = h.spot(i).last, {}
  while i and i <= last do
    list[#list + 1] = i
    i = h.next(i + 1, party, clean)
  end
  h.read(list)
  local offer, kept = best()
  for k = 1, #list do
    local sector = h.spot(list[k]).sector
    h.windows(list[k], party, function(seat, middle, singles)
      if not clean or singles == 0 then
        offer({math.abs(middle), singles, sector}, {list[k], seat, party})
      end
    end)
  end
  local equals = kept()
  return {equals[seed % #equals + 1]}
end

-- straight offers the ways to seat so many in segment i and the others behind it in j.
local function straight(h, i, j, front, party, offer)
  local others = {}
  h.windows(j, party - front, function(seat, middle, singles)
    others[#others + 1] = {seat, middle, singles}
  end)
  if #others == 0 then
    return
  end
  local sector, first, behind = h.spot(i).sector, h.spot(i).first, h.spot(j).first
  h.windows(i, front, function(seat, middle, singles)
    for k = 1, #others do
      local other = others[k]
      local apart = math.abs(middle - other[2])
      if apart < party then
        offer({apart, math.abs(middle) + math.abs(other[2]), singles + other[3], sector,
          first + seat, behind + other[1], -front}, {{i, seat, front}, {j, other[1], party - front}})
      end
    end
  end)
end

-- tworows finds seats in two rows.
local function tworows(h, party)
  local least = 1
  if party >= 4 then
    least = 2
  end
  local i = h.next(1, least, false)
  while i do
    local last, pairs = h.spot(i).last, {}
    while i and i <= last do
      local spot, run = h.spot(i), h.run(i)
      if spot.behind > 0 then
        for j = spot.behind, spot.lastbehind do
          local other = h.run(j)
          if other >= least and run + other >= party then
            pairs[#pairs + 1] = {i, j}
          end
        end
      end
      i = h.next(i + 1, least, false)
    end
    for uneven = party % 2, party - 2 * least, 2 do
      local offer, kept = best()
      for k = 1, #pairs do
        straight(h, pairs[k][1], pairs[k][2], (party + uneven) / 2, party, offer)
        if uneven > 0 then
          straight(h, pairs[k][1], pairs[k][2], (party - uneven) / 2, party, offer)
        end
      end
      if kept()[1] then
        return kept()[1]
      end
    end
  end
  return nil
end

-- apart finds seats for a party that agrees to sit apart.
local function apart(h, party, seed)
  local pieces = {}
  while party > 0 do
    local n = h.largest(party)
    if n == 0 then
      return nil
    end
    local piece = (beside(h, n, true, seed) or beside(h, n, false, seed))[1]
    h.take(piece)
    pieces[#pieces + 1] = piece
    party = party - n
  end
  return pieces
end

-- near finds seats side by side near a wheelchair place.
local function near(h, party, unit)
  local orders = redis.call('HGET', KEYS[9], 'orders')
  local list, closest = {}, math.huge
  local i = h.next(1, party, false)
  while i do
    local away = math.abs(tonumber(string.sub(orders, i * 5 - 4, i * 5)) - unit.order)
    if away < closest then
      list, closest = {i}, away
    elseif away == closest then
      list[#list + 1] = i
    end
    i = h.next(i + 1, party, false)
  end
  h.read(list)
  local offer, kept = best()
  for k = 1, #list do
    local spot, other = h.spot(list[k]), 0
    if spot.sector ~= unit.sector then
      other = 1
    end
    h.windows(list[k], party, function(seat, middle, singles)
      offer({other, math.abs(middle - unit.x), singles, spot.first + seat}, {list[k], seat, party})
    end)
  end
  return kept()[1]
end

-- freeunits returns the wheelchair places that are free, with their free companion seats.
local function freeunits(h, sector)
  local all, list = {}, {}
  for place, segment, seat, order, x, of, companions in string.gmatch(redis.call('HGET', KEYS[9], 'units'),
    '(%d+):(%d+):(%d+):(%d+):(-?%d+):(%d+):([%d,]*);') do
    if sector == 0 or tonumber(of) == sector then
      list[#list + 1] = tonumber(segment)
      all[#all + 1] = {place = tonumber(place), segment = tonumber(segment), seat = tonumber(seat),
        order = tonumber(order), x = tonumber(x), sector = tonumber(of), companions = companions}
    end
  end
  h.read(list)
  local free = {}
  for k = 1, #all do
    local unit = all[k]
    if h.letter(unit.segment, unit.seat) == 'w' then
      local companions = {}
      for place in string.gmatch(unit.companions, '%d+') do
        if h.letter(where(tonumber(place))) == 'c' then
          companions[#companions + 1] = tonumber(place)
        end
      end
      unit.companions = companions
      free[#free + 1] = unit
    end
  end
  return free
end

-- withwheelchairs finds seats for a party with so many wheelchairs: places, and pieces
-- for those who do not sit beside one. scattered is whether they may sit apart; nil
-- and whether it would be possible apart when there is nothing.
local function withwheelchairs(h, sector, party, wheelchairs, scattered)
  local free, others, places, first = freeunits(h, sector), party - wheelchairs, {}, nil
  local units = #free
  for _ = 1, wheelchairs do
    local offer, kept = best()
    for k = 1, #free do
      local unit = free[k]
      local short = math.max(0, others - #unit.companions)
      if not first then
        offer({short, unit.order, math.abs(unit.x), unit.sector, unit.place}, k)
      else
        local other = 0
        if unit.sector ~= first.sector then
          other = 1
        end
        offer({short, math.abs(unit.order - first.order), other, math.abs(unit.x - first.x), unit.place}, k)
      end
    end
    local k = kept()[1]
    if not k then
      return nil, false, units
    end
    local unit = table.remove(free, k)
    first = first or unit
    places[#places + 1] = unit.place
    for c = 1, math.min(others, #unit.companions) do
      places[#places + 1] = unit.companions[c]
    end
    others = others - math.min(others, #unit.companions)
  end
  local pieces = {}
  while others > 0 do
    local n = h.largest(others)
    if n == 0 then
      return nil, false, units
    end
    if n < others and not scattered then
      scattered = 'asked'
    end
    local piece = near(h, n, first)
    h.take(piece)
    pieces[#pieces + 1] = piece
    others = others - n
  end
  if scattered == 'asked' then
    return nil, true, units
  end
  return places, pieces, units
end

-- list makes places of pieces, behind those there are.
local function list(h, places, pieces)
  for i = 1, #pieces do
    local first = h.spot(pieces[i][1]).first + pieces[i][2] - 1
    for place = first, first + pieces[i][3] - 1 do
      places[#places + 1] = place
    end
  end
  table.sort(places)
  for i = 1, #places do
    places[i] = string.format('%.0f', places[i])
  end
  return places
end

-- named returns the seats asked for, or those of them that are not free.
local function named(wish)
  local h, places, taken = hall(0), {}, {'seats_taken'}
  for place in string.gmatch(wish, '%d+') do
    if string.find('.wc', h.letter(where(tonumber(place))), 1, true) then
      places[#places + 1] = place
    else
      taken[#taken + 1] = place
    end
  end
  if #taken > 1 then
    return nil, taken
  end
  return places
end

-- choose returns the best places for a wish, or what to answer.
local function choose(party, wish)
  local sector, wheelchairs, scattered, seed = string.match(wish, '^best:(%d+):(%d+):(%d):(%d+)$')
  if not sector then
    return named(wish)
  end
  sector, wheelchairs, seed = tonumber(sector), tonumber(wheelchairs), tonumber(seed)
  local h = hall(sector)
  local largest, elsewhere, units, possible = h.largest(party), h.largest(party, true), -1, false
  if wheelchairs > 0 then
    local places, pieces, free = withwheelchairs(h, sector, party, wheelchairs, scattered == '1')
    if places then
      return list(h, places, pieces)
    end
    possible, units = pieces, free
  else
    local pieces
    if party <= 59 then
      pieces = beside(h, party, true, seed) or beside(h, party, false, seed)
    end
    if not pieces and party > 1 and party <= 59 then
      pieces = tworows(h, party)
    end
    if not pieces then
      pieces = apart(h, party, seed)
      possible = pieces ~= nil
    end
    if pieces and (not possible or scattered == '1') then
      return list(h, {}, pieces)
    end
  end
  local taken, accessible = unpack(redis.call('HMGET', KEYS[1], 'taken', 'acc'))
  local free = tonumber(redis.call('HGET', KEYS[9], 'seats')) - tonumber(taken) - tonumber(accessible)
  return nil, {'no_block', tostring(largest), tostring(elsewhere), tostring(free), possible and '1' or '0', tostring(units)}
end

-- pick takes places out of the stock and returns them as texts, or nil and what to
-- answer. ARGV[15] is what the party asks for: "named:<place>,<place>..." or
-- "best:<sector, 0 for any>:<wheelchairs>:<1 if they may sit apart>:<seed>".
local function pick(party, held)
  local places, refused = choose(party, ARGV[15])
  if places then
    mark(table.concat(places, ','), held and 'held' or 'taken')
  end
  return places, refused
end

