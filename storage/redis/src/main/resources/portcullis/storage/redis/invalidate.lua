-- KEYS: the version of a tag, the number of the latest invalidation.
-- ARGV: a new version, seconds it lives, the channel, the tag.
-- Answers the number of this invalidation; whoever listens hears the number and the tag.
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
if redis.call('EXISTS', KEYS[2]) == 0 then
    -- A Redis that lost its memory goes on above every number it ever gave.
    local time = redis.call('TIME')
    redis.call('SET', KEYS[2], time[1] .. string.format('%06d', tonumber(time[2])))
end
local number = redis.call('INCR', KEYS[2])
redis.call('PUBLISH', ARGV[3], string.format('%.0f', number) .. ' ' .. ARGV[4])
return number
