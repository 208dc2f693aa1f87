/**
 * Runs the PostgreSQL server that comes with the program.
 *
 * <p>Enters: a directory. Leaves: EmbeddedPostgres, ready to be asked. Never: listens on TCP, runs
 * two servers on one directory, leaves a server behind.
 */
@NullMarked
package portcullis.storage.postgres.embedded;

import org.jspecify.annotations.NullMarked;
