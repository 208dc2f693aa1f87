-- KEYS: one key for each digest asked for. Answers 1 for those that are kept, 0 for others.
local found = {}
for i = 1, #KEYS do
    found[i] = redis.call('EXISTS', KEYS[i])
end
return found
