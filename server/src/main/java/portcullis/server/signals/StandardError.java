package portcullis.server.signals;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lines on standard error, where containers expect them. */
final class StandardError implements LogSink {
    private final OutputStream out =
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), 1 << 16);

    @Override
    public void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
