package portcullis.storage.postgres.embedded;

import java.util.List;

/** What a PostgreSQL server understands; the JDK itself can only send SIGTERM and SIGKILL. */
enum Signal {
    /** Ends sessions, writes everything out, then stops. */
    FAST_STOP("INT"),
    /** Stops at once; the next start replays the log. */
    IMMEDIATE_STOP("QUIT");

    private final String name;

    Signal(String name) {
        this.name = name;
    }

    void send(long pid) {
        String script = "kill -s " + name + " " + pid;
        Tool.run(List.of("/bin/sh", "-c", script), "");
    }
}
