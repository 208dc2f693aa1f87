-- KEYS: the number of the latest invalidation.
-- Answers it; a Redis that lost its memory goes on above every number it ever gave.
local number = redis.call('GET', KEYS[1])
if not number then
    local time = redis.call('TIME')
    number = time[1] .. string.format('%06d', tonumber(time[2]))
    redis.call('SET', KEYS[1], number)
end
return number
