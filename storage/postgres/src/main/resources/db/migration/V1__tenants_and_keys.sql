-- Tenants and their API keys (GOV-1, GOV-10, GOV-11).
--
-- Every table carries its tenant. Row-level security is the second net: a transaction says for
-- which tenant it works (portcullis.tenant), or '*' for the few works across tenants. One that
-- says nothing sees nothing. FORCE holds the tables' owner to it, which is the role we run under.

CREATE FUNCTION portcullis_sees(tenant text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN current_setting('portcullis.tenant', true) IN (tenant, '*');

CREATE TABLE tenants (
    id      text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    created timestamptz NOT NULL
);

ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON tenants USING (portcullis_sees(id));

CREATE TABLE api_keys (
    id        text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[0-9a-z]{12}$'),
    tenant    text COLLATE "C" NOT NULL REFERENCES tenants,
    name      text NOT NULL,
    role      text NOT NULL,
    -- HMAC-SHA-256 of the whole key under the pepper. The key itself is nowhere.
    digest    bytea NOT NULL CHECK (length(digest) = 32),
    created   timestamptz NOT NULL,
    expires   timestamptz NOT NULL,
    revoked   timestamptz,
    last_used timestamptz
);

CREATE INDEX api_keys_of_tenant ON api_keys (tenant, created DESC);

ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON api_keys USING (portcullis_sees(tenant));
