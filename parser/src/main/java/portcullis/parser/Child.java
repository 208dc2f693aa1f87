package portcullis.parser;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The child process: reads requests from its standard input until that ends, and answers each with
 * frames on its standard output. It stops itself when a document takes longer than it may, so that
 * it outlives no server by more than that.
 */
public final class Child {
    /** Exit code of a child whose document took too long; 3 is the JVM's own for a full heap. */
    private static final int TOO_LONG = 4;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().unstarted(task));

    private Child(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        OutputStream frames = new FileOutputStream(FileDescriptor.out);
        // Nothing but frames may stand on standard output, whatever a library prints.
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        FileInputStream requests = new FileInputStream(FileDescriptor.in);
        new Child(
                        new DataInputStream(new BufferedInputStream(requests)),
                        new DataOutputStream(new BufferedOutputStream(frames)))
                .run();
    }

    private void run() throws IOException {
        Frames.write(out, new Frame.Ready(), 64);
        while (true) {
            Request request;
            try {
                request = Request.receive(in);
            } catch (EOFException e) {
                return;
            }
            long wall = request.caps().wall().toMillis();
            ScheduledFuture<?> end =
                    watch.schedule(
                            () -> Runtime.getRuntime().halt(TOO_LONG), wall, TimeUnit.MILLISECONDS);
            answer(request, new Pages(out, request.caps()));
            end.cancel(false);
        }
    }

    static void answer(Request request, Pages pages) throws IOException {
        try {
            Readers.of(request.format()).read(request.content(), pages);
            pages.end();
        } catch (Unreadable e) {
            pages.trouble(e.reason());
        } catch (CapReached e) {
            pages.trouble(Frame.Reason.OVER_CAP);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            damaged(pages);
        }
    }

    /** What was read before the damage is kept and called partial (LIB-14). */
    private static void damaged(Pages pages) throws IOException {
        pages.saw(Frame.Sight.PARTIAL);
        pages.end();
    }
}
