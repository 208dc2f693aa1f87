-- Long fixed windows of limits, counted here while Redis is away (GOV-27).
CREATE TABLE limit_windows (
    tenant  text COLLATE "C" NOT NULL,
    counter text COLLATE "C" NOT NULL,
    number  bigint NOT NULL,
    used    bigint NOT NULL CHECK (used >= 0),
    ends    timestamptz NOT NULL,
    PRIMARY KEY (tenant, counter)
);

CREATE INDEX limit_windows_ended ON limit_windows (tenant, ends);

ALTER TABLE limit_windows ENABLE ROW LEVEL SECURITY;
ALTER TABLE limit_windows FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON limit_windows USING (portcullis_sees(tenant));
