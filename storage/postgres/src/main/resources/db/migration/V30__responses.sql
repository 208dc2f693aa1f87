-- Responses that are kept for the key that asked for them. Their text is sealed before it comes
-- here; what stands in the clear says whose they are and how long they stay.
CREATE TABLE model_responses (
    tenant        text COLLATE "C" NOT NULL REFERENCES tenants,
    id            text COLLATE "C" NOT NULL CHECK (id ~ '^resp_[0-9a-v]{26}$'),
    key           text COLLATE "C" NOT NULL,
    created       timestamptz NOT NULL,
    expires       timestamptz NOT NULL,
    -- Until when an answer may still come; NULL once it is there.
    running_until timestamptz,
    input         bytea NOT NULL,
    response      bytea NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX model_responses_by_expiry ON model_responses (expires);

ALTER TABLE model_responses ENABLE ROW LEVEL SECURITY;
ALTER TABLE model_responses FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON model_responses USING (portcullis_sees(tenant));
