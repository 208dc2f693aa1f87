package portcullis.storage.postgres.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Runs a short program of the system or of PostgreSQL and waits for its end, at most a minute. */
final class Tool {
    private static final long LONGEST_SECONDS = 60;

    private Tool() {}

    /**
     * How a program ended.
     *
     * @param said its output and errors together
     */
    record Ended(boolean worked, String said) {}

    /** Runs a command with this text as its input; a command that cannot start did not work. */
    static Ended run(List<String> command, String input) {
        try {
            Process process = prepared(command).redirectErrorStream(true).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException goneEarly) {
                // Its exit status tells more than the broken pipe.
            }
            return ended(process);
        } catch (IOException trouble) {
            return new Ended(false, "");
        }
    }

    /**
     * A builder with a small, fixed environment: PostgreSQL reads PG… and LC_… variables, and must
     * not inherit secrets of this process.
     */
    static ProcessBuilder prepared(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder;
    }

    private static Ended ended(Process process) throws IOException {
        CompletableFuture<Process> end =
                process.onExit()
                        .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
                        .whenComplete((done, late) -> endIfLate(process));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ended(end.join().exitValue() == 0, said);
        } catch (CompletionException late) {
            return new Ended(false, said);
        }
    }

    // Only a process that lives: destroying closes its output, which may not be read yet.
    private static void endIfLate(Process process) {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }
}
