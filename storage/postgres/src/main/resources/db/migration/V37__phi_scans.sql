-- Results of scans (SCR-42): places, types, scores and keyed fingerprints. Never text.
CREATE TABLE phi_scan (
    tenant        text COLLATE "C" NOT NULL REFERENCES tenants,
    id            uuid NOT NULL,
    key           text COLLATE "C" NOT NULL,
    context       text COLLATE "C" NOT NULL,
    resource_type text COLLATE "C",
    resource_id   text COLLATE "C",
    created       timestamptz NOT NULL,
    -- HMAC-SHA-256 of the text under a key of the tenant.
    digest        bytea NOT NULL CHECK (length(digest) = 32),
    period        text COLLATE "C" NOT NULL,
    characters    bigint NOT NULL,
    risk          text COLLATE "C" NOT NULL,
    findings      jsonb NOT NULL,
    kept_until    timestamptz,
    PRIMARY KEY (tenant, id),
    CHECK ((resource_type IS NULL) = (resource_id IS NULL))
);

CREATE INDEX phi_scan_by_resource ON phi_scan (resource_type, resource_id);

ALTER TABLE phi_scan ENABLE ROW LEVEL SECURITY;
ALTER TABLE phi_scan FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON phi_scan USING (portcullis_sees(tenant));

-- Values that a caller asked to keep, sealed for their row, until their time is over.
CREATE TABLE phi_values (
    tenant  text COLLATE "C" NOT NULL,
    scan    uuid NOT NULL,
    finding int NOT NULL CHECK (finding >= 0),
    sealed  bytea NOT NULL,
    expires timestamptz NOT NULL,
    PRIMARY KEY (tenant, scan, finding),
    FOREIGN KEY (tenant, scan) REFERENCES phi_scan ON DELETE CASCADE
);

CREATE INDEX phi_values_by_expiry ON phi_values (expires);

ALTER TABLE phi_values ENABLE ROW LEVEL SECURITY;
ALTER TABLE phi_values FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON phi_values USING (portcullis_sees(tenant));

-- Who let a text out although something was found in it (SCR-46). The reason is sealed.
CREATE TABLE phi_overrides (
    tenant  text COLLATE "C" NOT NULL,
    id      uuid NOT NULL,
    scan    uuid NOT NULL,
    context text COLLATE "C" NOT NULL,
    digest  bytea NOT NULL CHECK (length(digest) = 32),
    key     text COLLATE "C" NOT NULL,
    -- Whose text it is: never the same key.
    owner   text COLLATE "C" NOT NULL CHECK (owner <> key),
    reason  bytea NOT NULL,
    created timestamptz NOT NULL,
    expires timestamptz NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, scan) REFERENCES phi_scan ON DELETE CASCADE
);

CREATE INDEX phi_overrides_by_text ON phi_overrides (tenant, digest, context);

ALTER TABLE phi_overrides ENABLE ROW LEVEL SECURITY;
ALTER TABLE phi_overrides FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON phi_overrides USING (portcullis_sees(tenant));
