-- Exact budgets (GOV-29..35), and which processes live (GOV-33, GOV-46).

-- One budget in one of its windows. Every writer holds the chain head of the tenant.
CREATE TABLE budgets (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant   text COLLATE "C" NOT NULL,
    scope    text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    span     text COLLATE "C" NOT NULL,
    opened   timestamptz NOT NULL,
    -- Millionths of the currency. The ceiling is the one under which money was last reserved.
    ceiling  bigint NOT NULL CHECK (ceiling >= 0),
    settled  bigint NOT NULL CHECK (settled >= 0),
    reserved bigint NOT NULL CHECK (reserved >= 0),
    -- What vendors billed above reservations: the only way past the ceiling, and an incident.
    over     bigint NOT NULL CHECK (over BETWEEN 0 AND settled),
    UNIQUE (tenant, scope, subject, span, opened),
    CONSTRAINT budgets_hold CHECK (settled - over + reserved <= ceiling)
);

-- What running attempts hold, until they are settled; whose process holds it, or took it over.
CREATE TABLE budget_reservations (
    tenant  text COLLATE "C" NOT NULL,
    request text COLLATE "C" NOT NULL,
    attempt int NOT NULL,
    micros  bigint NOT NULL CHECK (micros >= 0),
    target  text COLLATE "C",
    budgets bigint[] NOT NULL,
    process text COLLATE "C" NOT NULL,
    taken   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant, request, attempt)
);

-- Bills above their reservation (GOV-34). A target with one that nobody acknowledged is closed.
CREATE TABLE budget_incidents (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant       text COLLATE "C" NOT NULL,
    target       text COLLATE "C" NOT NULL,
    request      text COLLATE "C" NOT NULL,
    reserved     bigint NOT NULL,
    billed       bigint NOT NULL,
    time         timestamptz NOT NULL,
    acknowledged timestamptz
);

CREATE INDEX budget_incidents_open ON budget_incidents (tenant, target) WHERE acknowledged IS NULL;

ALTER TABLE budgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE budgets FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON budgets USING (portcullis_sees(tenant));

ALTER TABLE budget_reservations ENABLE ROW LEVEL SECURITY;
ALTER TABLE budget_reservations FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON budget_reservations USING (portcullis_sees(tenant));

ALTER TABLE budget_incidents ENABLE ROW LEVEL SECURITY;
ALTER TABLE budget_incidents FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON budget_incidents USING (portcullis_sees(tenant));

-- The processes of this installation. One that is silent for long, or is not here, is dead.
CREATE TABLE processes (
    id   text COLLATE "C" PRIMARY KEY,
    seen timestamptz NOT NULL
);

ALTER TABLE processes ENABLE ROW LEVEL SECURITY;
ALTER TABLE processes FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON processes USING (portcullis_sees('*'));

-- An open intent belongs to the process that wrote it, or to the one that took it over to close it.
ALTER TABLE audit_open ADD COLUMN process text COLLATE "C";
ALTER TABLE audit_open ADD COLUMN taken boolean NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION audit_track() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT tenant FROM added) a
               WHERE NOT EXISTS (SELECT FROM audit_heads h WHERE h.tenant = a.tenant)) THEN
        RAISE EXCEPTION 'an audit chain has no head' USING ERRCODE = 'foreign_key_violation';
    END IF;
    INSERT INTO audit_open (tenant, seq, request, time, process)
        SELECT tenant, seq, request, time, current_setting('portcullis.process', true)
        FROM added WHERE kind = 'intent';
    DELETE FROM audit_open o USING added a
        WHERE a.kind = 'receipt' AND o.tenant = a.tenant AND o.request = a.request;
    RETURN NULL;
END $$;
