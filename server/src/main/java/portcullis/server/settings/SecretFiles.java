package portcullis.server.settings;

import java.util.Optional;

/** Reads the file a secret lies in. */
@FunctionalInterface
interface SecretFiles {
    /** Its first line without surrounding white space; empty when it cannot be read. */
    Optional<String> read(String path);
}
