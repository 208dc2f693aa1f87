-- A batch without money in one call instead of five: each call wakes two processes twice. The caller says where the
-- chains ended when it sealed; when one has moved since, nothing is written and the answer is false.
CREATE FUNCTION audit_append(
        process text, heads text[], sizes bigint[], ends bytea[], to_sizes bigint[], to_ends bytea[],
        tenants text[], seqs bigint[], bodies bytea[], leaves bytea[]) RETURNS boolean
    LANGUAGE plpgsql SET lock_timeout = '5s' SET enable_seqscan = off AS $$
DECLARE
    unmoved bigint;
BEGIN
    PERFORM set_config('portcullis.tenant', '*', true), set_config('portcullis.process', process, true);
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    SELECT count(*) INTO unmoved
        FROM (SELECT h.size = n.size AND h.leaf = n.leaf AS same
              FROM audit_heads h JOIN unnest(heads, sizes, ends) AS n(tenant, size, leaf) ON h.tenant = n.tenant
              ORDER BY h.tenant FOR UPDATE OF h) AS locked
        WHERE same;
    IF unmoved < cardinality(heads) THEN
        RETURN false;
    END IF;
    INSERT INTO audit_entries (tenant, seq, body, leaf) SELECT * FROM unnest(tenants, seqs, bodies, leaves);
    UPDATE audit_heads h SET size = n.size, leaf = n.leaf
        FROM unnest(heads, to_sizes, to_ends) AS n(tenant, size, leaf) WHERE h.tenant = n.tenant;
    RETURN true;
END $$;
