-- Which pages of the product's own guide a tenant was given, and as which document (AST-21). The
-- row stays when the tenant deletes the document, so that nobody gets a page back.
CREATE TABLE library_guide (
    tenant   text COLLATE "C" NOT NULL REFERENCES tenants,
    page     text COLLATE "C" NOT NULL,
    content  bytea NOT NULL CHECK (length(content) = 32),
    document uuid NOT NULL,
    PRIMARY KEY (tenant, page),
    FOREIGN KEY (tenant, document) REFERENCES library_documents
);

ALTER TABLE library_guide ENABLE ROW LEVEL SECURITY;
ALTER TABLE library_guide FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON library_guide USING (portcullis_sees(tenant));
