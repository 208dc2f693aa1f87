package portcullis.storage.postgres.embedded;

import java.util.List;

/**
 * What every embedded server runs with. Given on its command line and not in a file, so a newer
 * program brings its settings along.
 */
final class ServerSettings {
    static final List<String> ALL =
            List.of(
                    // Reached by its socket only.
                    "listen_addresses=",
                    "port=5432",
                    "unix_socket_permissions=0700",
                    // A commit that was answered is on the disk.
                    "fsync=on",
                    "full_page_writes=on",
                    "synchronous_commit=on",
                    // A small machine: about 60 MiB at rest.
                    "max_connections=40",
                    "shared_buffers=64MB",
                    "work_mem=8MB",
                    "maintenance_work_mem=64MB",
                    "max_wal_size=512MB",
                    "min_wal_size=64MB",
                    "max_worker_processes=4",
                    "max_parallel_workers=2",
                    "io_method=sync",
                    "jit=off",
                    // Neither statements nor rows in the log: both may name a patient.
                    "log_destination=stderr",
                    "logging_collector=off",
                    "log_min_messages=log",
                    "log_min_error_statement=panic",
                    "log_error_verbosity=terse",
                    "log_statement=none",
                    "log_min_duration_statement=-1",
                    "log_checkpoints=off",
                    "log_parameter_max_length=0",
                    "log_parameter_max_length_on_error=0",
                    "log_timezone=UTC",
                    "timezone=UTC",
                    "lc_messages=C");

    private ServerSettings() {}
}
