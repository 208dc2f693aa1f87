-- Whose a key is, and the only models that it may call (GOV-11).
ALTER TABLE api_keys
    ADD COLUMN person text COLLATE "C",
    ADD COLUMN models text[] COLLATE "C" NOT NULL DEFAULT '{}';
