-- The audit chains: one per tenant, no gaps, no forks, nothing changed afterwards (GOV-45..49).

-- A field of an entry's body. The text of a body is fixed UTF-8 JSON, so the answer never changes,
-- although the functions inside are only declared stable.
CREATE FUNCTION audit_text(body bytea, field text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT convert_from(body, 'UTF8')::jsonb ->> field $$;

-- The moment of an entry. Refuses a time without its zone, which would mean the session's zone.
CREATE FUNCTION audit_time(body bytea) RETURNS timestamptz
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
DECLARE
    written text := convert_from(body, 'UTF8')::jsonb ->> 'time';
BEGIN
    IF written !~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$' THEN
        RAISE EXCEPTION 'the time of an audit entry is not in UTC';
    END IF;
    RETURN written::timestamptz;
END $$;

-- The end of each chain. Its row lock is what keeps a chain from forking.
CREATE TABLE audit_heads (
    tenant text COLLATE "C" PRIMARY KEY,
    size   bigint NOT NULL CHECK (size >= 0),
    leaf   bytea NOT NULL CHECK (length(leaf) = 32)
);

-- What is hashed is what is stored, and what is asked for is generated from it (GOV-48).
CREATE TABLE audit_entries (
    tenant  text COLLATE "C" NOT NULL REFERENCES audit_heads,
    seq     bigint NOT NULL CHECK (seq > 0),
    body    bytea NOT NULL,
    leaf    bytea NOT NULL CHECK (leaf = sha256('\x00'::bytea || body)),
    kind    text COLLATE "C" NOT NULL GENERATED ALWAYS AS (audit_text(body, 'kind')) STORED,
    request text COLLATE "C" GENERATED ALWAYS AS (audit_text(body, 'request')) STORED,
    time    timestamptz NOT NULL GENERATED ALWAYS AS (audit_time(body)) STORED,
    PRIMARY KEY (tenant, seq)
);

CREATE INDEX audit_entries_by_time ON audit_entries (tenant, time);
CREATE INDEX audit_entries_by_request ON audit_entries (tenant, request);

-- Intents whose request has no receipt yet: kept small, so that recovery need not search history.
CREATE TABLE audit_open (
    tenant  text COLLATE "C" NOT NULL,
    seq     bigint NOT NULL,
    request text COLLATE "C" NOT NULL,
    time    timestamptz NOT NULL,
    PRIMARY KEY (tenant, seq)
);

CREATE INDEX audit_open_by_request ON audit_open (tenant, request);
CREATE INDEX audit_open_by_time ON audit_open (time);

CREATE FUNCTION audit_track() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_open (tenant, seq, request, time)
        SELECT tenant, seq, request, time FROM added WHERE kind = 'intent';
    DELETE FROM audit_open o USING added a
        WHERE a.kind = 'receipt' AND o.tenant = a.tenant AND o.request = a.request;
    RETURN NULL;
END $$;

CREATE TRIGGER audit_track AFTER INSERT ON audit_entries
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit_track();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is only ever added to' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_heads_stay BEFORE DELETE OR TRUNCATE ON audit_heads
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- A head moves forward, and only onto an entry that is there: a chain without gaps.
CREATE FUNCTION audit_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.tenant <> OLD.tenant OR NEW.size <= OLD.size
            OR (SELECT count(*) FROM audit_entries e
                WHERE e.tenant = NEW.tenant AND e.seq > OLD.size AND e.seq <= NEW.size)
                <> NEW.size - OLD.size
            OR NOT EXISTS (SELECT FROM audit_entries e
                WHERE e.tenant = NEW.tenant AND e.seq = NEW.size AND e.leaf = NEW.leaf) THEN
        RAISE EXCEPTION 'an audit chain would break' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER audit_heads_forward BEFORE UPDATE ON audit_heads
    FOR EACH ROW EXECUTE FUNCTION audit_forward();

ALTER TABLE audit_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_heads FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON audit_heads USING (portcullis_sees(tenant));

ALTER TABLE audit_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON audit_entries USING (portcullis_sees(tenant));

ALTER TABLE audit_open ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_open FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON audit_open USING (portcullis_sees(tenant));
