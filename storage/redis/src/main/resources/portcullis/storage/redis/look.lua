-- KEYS: the entry, the versions of the tags that the question bears.
-- ARGV: prefix of all versions, a new version, seconds a version lives.
-- Answers {1, sealed, tags, milliseconds left}, or {0, the tags' versions of now}.
local entry = redis.call('HMGET', KEYS[1], 'v', 'g')
if entry[1] and entry[2] then
    local valid = true
    for i = 1, #entry[2], 38 do
        local now = redis.call('GET', ARGV[1] .. string.sub(entry[2], i, i + 21))
        if now ~= string.sub(entry[2], i + 22, i + 37) then
            valid = false
            break
        end
    end
    if valid then
        return {1, entry[1], entry[2], redis.call('PTTL', KEYS[1])}
    end
    redis.call('DEL', KEYS[1])
end
local versions = {}
for i = 2, #KEYS do
    local now = redis.call('GET', KEYS[i])
    if not now then
        -- A version that Redis dropped never comes back: what bore it stays invalid.
        now = ARGV[2]
        redis.call('SET', KEYS[i], now, 'EX', ARGV[3])
    end
    versions[#versions + 1] = now
end
return {0, table.concat(versions)}
