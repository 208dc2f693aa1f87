-- Further hats that the owner of a key wears (GOV-4).
ALTER TABLE api_keys ADD COLUMN capabilities text[] NOT NULL DEFAULT '{}';

-- Policies that tenants made stricter for themselves (SCR-68). They only ever get stricter.
CREATE TABLE phi_policies (
    tenant      text COLLATE "C" NOT NULL REFERENCES tenants,
    -- Empty for all applications.
    application text COLLATE "C" NOT NULL,
    context     text COLLATE "C" NOT NULL,
    policy      text COLLATE "C" NOT NULL,
    key         text COLLATE "C" NOT NULL,
    changed     timestamptz NOT NULL,
    PRIMARY KEY (tenant, application, context)
);

ALTER TABLE phi_policies ENABLE ROW LEVEL SECURITY;
ALTER TABLE phi_policies FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON phi_policies USING (portcullis_sees(tenant));
