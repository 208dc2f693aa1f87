-- KEYS: one key for each digest that is kept. ARGV: for how many milliseconds.
for i = 1, #KEYS do
    redis.call('SET', KEYS[i], '1', 'PX', ARGV[1])
end
return #KEYS
