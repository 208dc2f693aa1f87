-- KEYS: the targets that rest. Answers each one and for how many milliseconds more.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%d', now), '+inf', 'WITHSCORES')
for i = 2, #found, 2 do
    found[i] = string.format('%d', tonumber(found[i]) - now)
end
return found
