package portcullis.library.parse;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import portcullis.kernel.Deadline;
import portcullis.parser.Frame;
import portcullis.parser.Frames;
import portcullis.parser.Request;

/** One child and its folder. Used by one thread at a time; may be killed by any. */
final class ChildProcess {
    private static final int HELLO = 64;
    private static final Duration REAP = Duration.ofSeconds(5);

    private final Process process;
    private final Path folder;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int documents;

    private ChildProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** Starts a process with an empty environment in an empty folder. */
    static ChildProcess start(List<String> command, Path folder) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        return new ChildProcess(builder.start(), folder);
    }

    /** Waits for the child to say that it stands. */
    void greet() throws IOException {
        if (!(Frames.read(in, HELLO) instanceof Frame.Ready)) {
            throw new IOException("the child does not speak as expected");
        }
    }

    void ask(Request request) throws IOException {
        documents++;
        request.send(out);
    }

    Frame answer(int cap) throws IOException {
        return Frames.read(in, cap);
    }

    int documents() {
        return documents;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Stops the process only; whoever reads from it meets the end of its stream. */
    void kill() {
        process.destroyForcibly();
    }

    /** The exit code, if the process ends before the deadline. */
    OptionalInt exit(Deadline deadline) {
        try {
            boolean ended = process.waitFor(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
            return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** Kills the process and removes its folder. */
    void end() {
        kill();
        exit(Deadline.in(REAP));
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(ChildProcess::delete);
        } catch (IOException | UncheckedIOException e) {
            // What stays behind is a folder with a list of fonts at most.
            return;
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
