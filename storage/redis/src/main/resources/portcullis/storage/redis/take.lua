-- KEYS: what this call was told before, then one counter for each take; all in one slot.
-- ARGV: milliseconds to remember the answer (0: do not), then for each take its shape (b or w),
-- amount, limit, period in microseconds, capacity.
-- Answers "a free reset window ..." when all was taken, "s which wait free reset window ..." when
-- nothing was; spans in microseconds, a wait of -1 is for ever. Time is that of this server.
if ARGV[1] ~= '0' then
    local told = redis.call('GET', KEYS[1])
    if told then
        return told
    end
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local state, window = {}, {}
local which, wait = 0, 0
local function take(i)
    local at = (i - 1) * 5 + 1
    return ARGV[at + 1], tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4]),
        tonumber(ARGV[at + 5])
end
local count = #KEYS - 1
for i = 1, count do
    local shape, amount, limit, period, capacity = take(i)
    local stored = redis.call('GET', KEYS[i + 1])
    local delay = 0
    if shape == 'b' then
        state[i] = math.max(tonumber(stored or '0'), now)
        window[i] = 0
        delay = math.ceil(state[i] + amount * period / limit - now - capacity * period / limit)
    else
        window[i] = math.floor(now / period)
        state[i] = 0
        if stored then
            local number, used = string.match(stored, '^(%d+):(%d+)$')
            if tonumber(number) == window[i] then
                state[i] = tonumber(used)
            end
        end
        if amount > 0 and state[i] + amount > capacity then
            delay = (window[i] + 1) * period - now
        end
    end
    if amount > capacity then
        delay = -1
    end
    if delay ~= 0 and (delay == -1 or delay > 0) and wait ~= -1
        and (which == 0 or delay == -1 or delay > wait) then
        which, wait = i, delay
    end
end
local levels = {}
for i = 1, count do
    local shape, amount, limit, period, capacity = take(i)
    local free, reset
    if shape == 'b' then
        if which == 0 and amount > 0 then
            state[i] = state[i] + amount * period / limit
            local life = math.ceil((state[i] - now) / 1000) + 1000
            redis.call('SET', KEYS[i + 1], string.format('%.3f', state[i]), 'PX', life)
        end
        local used = state[i] - now
        free = math.floor(math.max(0, capacity - used * limit / period) + 0.000001)
        reset = used
    else
        local edge = (window[i] + 1) * period
        if which == 0 and amount > 0 then
            state[i] = state[i] + amount
            local value = string.format('%.0f:%.0f', window[i], state[i])
            redis.call('SET', KEYS[i + 1], value, 'PX', math.ceil((edge - now) / 1000) + 1000)
        end
        free = math.max(0, capacity - state[i])
        reset = edge - now
    end
    levels[i] = string.format('%.0f %.0f %.0f', free, reset, window[i])
end
local answer
if which == 0 then
    answer = 'a ' .. table.concat(levels, ' ')
else
    answer = string.format('s %d %.0f ', which - 1, wait) .. table.concat(levels, ' ')
end
if which == 0 and ARGV[1] ~= '0' then
    redis.call('SET', KEYS[1], answer, 'PX', ARGV[1])
end
return answer
