package portcullis.parser;

import java.time.Duration;

/**
 * What reading one document may cost (LIB-17). The heap is capped by the child's command line.
 *
 * @param wall time from request to end
 * @param output text of all pages together, in bytes of UTF-8
 * @param frame one answer of the child, in bytes
 * @param pages of one document
 */
public record Caps(Duration wall, int output, int frame, int pages) {
    public static final Caps DEFAULT =
            new Caps(Duration.ofSeconds(60), 20 * 1024 * 1024, 1024 * 1024, 5_000);

    public Caps {
        if (wall.toMillis() < 1 || output < 1 || frame < 64 || pages < 1) {
            throw new IllegalArgumentException("a cap is positive, a frame at least 64 bytes");
        }
    }
}
