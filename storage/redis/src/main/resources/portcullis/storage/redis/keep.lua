-- KEYS: the entry, the versions of its tags.
-- ARGV: sealed bytes, tags with their versions of when the question was asked, milliseconds to live.
-- Answers 1 when it was kept, 0 when a tag was invalidated meanwhile.
local life = tonumber(ARGV[3])
for i = 2, #KEYS do
    local at = (i - 2) * 38
    if redis.call('GET', KEYS[i]) ~= string.sub(ARGV[2], at + 23, at + 38) then
        return 0
    end
end
for i = 2, #KEYS do
    if redis.call('PTTL', KEYS[i]) < life + 60000 then
        redis.call('PEXPIRE', KEYS[i], life + 60000)
    end
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'v', ARGV[1], 'g', ARGV[2])
redis.call('PEXPIRE', KEYS[1], life)
return 1
