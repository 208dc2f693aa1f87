package portcullis.storage.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where all tests of this process unpack native libraries, which is done once per process. */
final class Natives {
    static final Path FOLDER = made();

    private Natives() {}

    private static Path made() {
        try {
            Path folder = Files.createTempDirectory("natives");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }
}
