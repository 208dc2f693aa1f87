package portcullis.providers.line;

import java.io.ByteArrayOutputStream;

/** Body bytes up to a cap. */
final class Gathered {
    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);

    Gathered(int most) {
        this.most = most;
    }

    /** False when there is more than the cap; the rest is dropped. */
    boolean add(byte[] more) {
        int room = Math.min(more.length, most - bytes.size());
        bytes.write(more, 0, room);
        return room == more.length;
    }

    byte[] all() {
        return bytes.toByteArray();
    }
}
