-- Settle that a cell may become public.
--
-- ARGV[1]  term
-- ARGV[2]  version of the plan that the cell was chosen by
-- ARGV[3]  cell
--
-- Returns 'ok', 'fenced' or 'replanned'.
if not led(ARGV[1]) then
  return 'fenced'
end
if (redis.call('HGET', state, 'version') or '0') ~= ARGV[2] then
  return 'replanned'
end
if tonumber(ARGV[3]) > tonumber(redis.call('HGET', state, 'reserved') or '-1') then
  redis.call('HSET', state, 'reserved', ARGV[3])
end
return 'ok'
