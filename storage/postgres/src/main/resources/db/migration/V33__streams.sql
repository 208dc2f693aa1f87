-- The events of resumable streams, sealed, so that another process can go on with them. The row
-- marked as last is the end of the stream and no event.
CREATE TABLE stream_events (
    tenant text COLLATE "C" NOT NULL REFERENCES tenants,
    stream text COLLATE "C" NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    sealed bytea NOT NULL,
    last   boolean NOT NULL,
    told   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, stream, number)
);

CREATE INDEX stream_events_told ON stream_events (told);

ALTER TABLE stream_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE stream_events FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON stream_events USING (portcullis_sees(tenant));
