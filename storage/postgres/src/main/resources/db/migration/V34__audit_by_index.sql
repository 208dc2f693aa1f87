-- Both look at a few rows of tables whose statistics are always old: one only grows, the other is emptied as fast as
-- it is filled and holds mostly rows that are gone. Left to guess, the planner reads them whole for every commit.
ALTER FUNCTION audit_track() SET enable_seqscan = off;
ALTER FUNCTION audit_forward() SET enable_seqscan = off;

ALTER TABLE audit_open SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
