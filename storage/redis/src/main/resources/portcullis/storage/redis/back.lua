-- KEYS: a mark that this call has settled, then one counter for each amount; all in one slot.
-- ARGV: milliseconds to keep the mark, then for each its shape (b or w), amount to give back
-- (negative: to take), limit, period in microseconds, number of the window it was taken in.
-- Answers 1, or 0 when this call has settled before. Time is that of this server.
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then
    return 0
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
for i = 2, #KEYS do
    local at = (i - 2) * 5 + 1
    local shape, amount = ARGV[at + 1], tonumber(ARGV[at + 2])
    local limit, period = tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
    local stored = redis.call('GET', KEYS[i])
    if shape == 'b' then
        local full = math.max(tonumber(stored or '0'), now) - amount * period / limit
        if full <= now then
            redis.call('DEL', KEYS[i])
        else
            local life = math.ceil((full - now) / 1000) + 1000
            redis.call('SET', KEYS[i], string.format('%.3f', full), 'PX', life)
        end
    elseif stored then
        local number, used = string.match(stored, '^(%d+):(%d+)$')
        if number == ARGV[at + 5] then
            local left = math.max(0, tonumber(used) - amount)
            redis.call('SET', KEYS[i], number .. ':' .. string.format('%.0f', left), 'KEEPTTL')
        end
    end
end
return 1
