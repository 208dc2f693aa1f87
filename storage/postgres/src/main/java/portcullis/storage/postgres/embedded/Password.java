package portcullis.storage.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import portcullis.kernel.SensitiveText;

/** The password of the embedded database: 32 random bytes as hex, in a file of mode 0600. */
final class Password {
    private Password() {}

    static SensitiveText made(Path file) {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String password = HexFormat.of().formatHex(bytes);
        try {
            Files.deleteIfExists(file);
            Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(Binaries.permissions(0600)));
            Files.writeString(file, password, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            return SensitiveText.of(password);
        } catch (IOException trouble) {
            throw Folders.noAccess(file);
        }
    }

    static SensitiveText kept(Path file) {
        try {
            return SensitiveText.of(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException trouble) {
            throw Folders.noAccess(file);
        }
    }
}
