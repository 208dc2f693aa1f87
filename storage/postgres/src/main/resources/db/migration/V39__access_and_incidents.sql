-- Requests to see a kept value: somebody asks, somebody else decides, it is shown once.
CREATE TABLE phi_access (
    number    bigint GENERATED ALWAYS AS IDENTITY,
    tenant    text COLLATE "C" NOT NULL,
    id        uuid NOT NULL,
    scan      uuid NOT NULL,
    finding   int NOT NULL,
    requester text COLLATE "C" NOT NULL,
    reason    bytea NOT NULL,
    created   timestamptz NOT NULL,
    decider   text COLLATE "C" CHECK (decider <> requester),
    approved  boolean,
    decided   timestamptz,
    used      timestamptz,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, scan) REFERENCES phi_scan
);

CREATE INDEX phi_access_by_number ON phi_access (tenant, number DESC);

ALTER TABLE phi_access ENABLE ROW LEVEL SECURITY;
ALTER TABLE phi_access FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON phi_access USING (portcullis_sees(tenant));

-- Who did what about which value. Rows are only ever added.
CREATE TABLE phi_access_log (
    number  bigint GENERATED ALWAYS AS IDENTITY,
    tenant  text COLLATE "C" NOT NULL,
    request uuid NOT NULL,
    key     text COLLATE "C" NOT NULL,
    deed    text COLLATE "C" NOT NULL,
    time    timestamptz NOT NULL,
    PRIMARY KEY (tenant, number),
    FOREIGN KEY (tenant, request) REFERENCES phi_access
);

ALTER TABLE phi_access_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE phi_access_log FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON phi_access_log USING (portcullis_sees(tenant));

-- Incidents and their six steps (SCR-47). What people write is sealed.
CREATE TABLE phi_incidents (
    number  bigint GENERATED ALWAYS AS IDENTITY,
    tenant  text COLLATE "C" NOT NULL REFERENCES tenants,
    id      uuid NOT NULL,
    cause   text COLLATE "C" NOT NULL,
    opened  timestamptz NOT NULL,
    key     text COLLATE "C",
    request text COLLATE "C",
    summary bytea NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX phi_incidents_by_number ON phi_incidents (tenant, number DESC);

ALTER TABLE phi_incidents ENABLE ROW LEVEL SECURITY;
ALTER TABLE phi_incidents FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON phi_incidents USING (portcullis_sees(tenant));

CREATE TABLE phi_incident_steps (
    tenant   text COLLATE "C" NOT NULL,
    incident uuid NOT NULL,
    step     text COLLATE "C" NOT NULL,
    due      timestamptz NOT NULL,
    owner    text COLLATE "C" NOT NULL,
    done     timestamptz,
    done_by  text COLLATE "C",
    note     bytea NOT NULL,
    alerted  timestamptz,
    PRIMARY KEY (tenant, incident, step),
    FOREIGN KEY (tenant, incident) REFERENCES phi_incidents,
    CHECK ((done IS NULL) = (done_by IS NULL))
);

CREATE INDEX phi_incident_steps_open ON phi_incident_steps (due) WHERE done IS NULL;

ALTER TABLE phi_incident_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE phi_incident_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON phi_incident_steps USING (portcullis_sees(tenant));
