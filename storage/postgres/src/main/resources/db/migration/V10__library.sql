-- Documents, their versions, pages and chunks, and the feed of what changed (LIB-3, LIB-27, LIB-37).

-- Uploaded bytes, once per tenant and content. Deduplication never crosses tenants (LIB-32).
CREATE TABLE library_originals (
    tenant  text COLLATE "C" NOT NULL REFERENCES tenants,
    content bytea NOT NULL CHECK (length(content) = 32),
    bytes   bytea NOT NULL,
    PRIMARY KEY (tenant, content)
);

-- Files are mostly compressed already.
ALTER TABLE library_originals ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE library_documents (
    tenant     text COLLATE "C" NOT NULL REFERENCES tenants,
    id         uuid NOT NULL,
    name       text NOT NULL,
    -- The version that is searched and shown; 0 while none is completed.
    current    integer NOT NULL DEFAULT 0 CHECK (current BETWEEN 0 AND latest),
    latest     integer NOT NULL CHECK (latest > 0),
    created_by text COLLATE "C" NOT NULL,
    deleted    timestamptz,
    PRIMARY KEY (tenant, id)
);

CREATE UNIQUE INDEX library_documents_by_name ON library_documents (tenant, name)
    WHERE deleted IS NULL;

CREATE TABLE library_versions (
    tenant      text COLLATE "C" NOT NULL,
    document    uuid NOT NULL,
    number      integer NOT NULL CHECK (number > 0),
    status      text COLLATE "C" NOT NULL,
    reason      text COLLATE "C",
    format      text COLLATE "C" NOT NULL,
    content     bytea NOT NULL,
    size        bigint NOT NULL,
    -- The document's name after screening; empty until completed.
    title       text NOT NULL DEFAULT '',
    pages       integer NOT NULL DEFAULT 0,
    words       integer NOT NULL DEFAULT 0,
    findings    text[] NOT NULL DEFAULT '{}',
    uploaded    timestamptz NOT NULL,
    processed   timestamptz,
    attempt     integer NOT NULL DEFAULT 0,
    -- Who may work on it, and until when; by the database's clock, which all processes share.
    lease       uuid,
    lease_until timestamptz,
    not_before  timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (tenant, document, number),
    FOREIGN KEY (tenant, document) REFERENCES library_documents,
    FOREIGN KEY (tenant, content) REFERENCES library_originals
);

CREATE INDEX library_versions_to_do ON library_versions (uploaded)
    WHERE status IN ('PENDING', 'PROCESSING');
CREATE INDEX library_versions_by_content ON library_versions (tenant, content);

CREATE TABLE library_pages (
    tenant   text COLLATE "C" NOT NULL,
    document uuid NOT NULL,
    version  integer NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    section  text NOT NULL,
    text     text NOT NULL,
    hash     bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (tenant, document, version, number),
    FOREIGN KEY (tenant, document, version) REFERENCES library_versions
);

-- Offsets count UTF-16 units, which this database does not: they are for readers only.
CREATE TABLE library_chunks (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant   text COLLATE "C" NOT NULL,
    document uuid NOT NULL,
    version  integer NOT NULL,
    page     integer NOT NULL,
    first    integer NOT NULL CHECK (first >= 0),
    past     integer NOT NULL CHECK (past > first),
    section  text NOT NULL,
    text     text NOT NULL,
    hash     bytea NOT NULL CHECK (length(hash) = 32),
    FOREIGN KEY (tenant, document, version, page) REFERENCES library_pages
);

CREATE INDEX library_chunks_of_version ON library_chunks (tenant, document, version);

-- Vectors by text, so that no text is embedded twice (LIB-28). Floats, 32 bit, big-endian.
CREATE TABLE library_vectors (
    tenant  text COLLATE "C" NOT NULL REFERENCES tenants,
    space   text COLLATE "C" NOT NULL,
    hash    bytea NOT NULL CHECK (length(hash) = 32),
    vector  bytea NOT NULL CHECK (length(vector) > 0 AND length(vector) % 4 = 0),
    created timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, space, hash)
);

ALTER TABLE library_vectors ALTER COLUMN vector SET STORAGE EXTERNAL;

-- What changed (LIB-55). A position is the number of the transaction that wrote the change, so a
-- reader that stops at the oldest transaction still running can miss none. A restored database
-- counts transactions anew; the base carries the positions on from where they were.
CREATE TABLE library_feed (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    base bigint NOT NULL
);

INSERT INTO library_feed (base) VALUES (0);

CREATE TABLE library_changes (
    position bigint PRIMARY KEY,
    tenant   text COLLATE "C" NOT NULL,
    document uuid NOT NULL,
    -- The version that became current; 0 when the document is gone.
    version  integer NOT NULL CHECK (version >= 0),
    FOREIGN KEY (tenant, document) REFERENCES library_documents
);

CREATE FUNCTION library_position() RETURNS bigint LANGUAGE sql VOLATILE
    RETURN (SELECT base FROM library_feed) + pg_current_xact_id()::text::bigint;

CREATE FUNCTION library_horizon() RETURNS bigint LANGUAGE sql STABLE
    RETURN (SELECT base FROM library_feed)
        + pg_snapshot_xmin(pg_current_snapshot())::text::bigint;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['library_originals', 'library_documents', 'library_versions',
            'library_pages', 'library_chunks', 'library_vectors', 'library_changes'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_tenant ON %I USING (portcullis_sees(tenant))', name);
    END LOOP;
END $$;
