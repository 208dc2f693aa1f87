package portcullis.governance.identify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import portcullis.kernel.Label;

/**
 * The secret under which credentials are hashed (GOV-10): 32 random bytes that the database never
 * sees, so that a stolen table of keys opens nothing. Losing it makes every key invalid; back it up
 * with the data. There is one version of it.
 */
public final class Pepper {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);

    /** Keyed once and only ever cloned: a clone costs a tenth of a new instance. */
    private final Mac keyed;

    private Pepper(byte[] secret) {
        try {
            keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
        }
    }

    /**
     * The pepper kept in a file, made on first use with mode 0600. Two processes that start
     * together end with the same one.
     *
     * @throws IllegalStateException when others may read the file, or it is not 32 bytes long
     * @throws UncheckedIOException when the file can be neither read nor made
     */
    public static Pepper at(Path file) {
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            refuseOpenToOthers(file);
            byte[] secret = Files.readAllBytes(file);
            if (secret.length != BYTES) {
                throw new IllegalStateException("the pepper file is not 32 bytes long");
            }
            return new Pepper(secret);
        } catch (IOException e) {
            throw new UncheckedIOException("the pepper file cannot be used", e);
        }
    }

    /**
     * A pepper from a secret store.
     *
     * @throws IllegalArgumentException when it is not 32 bytes long
     */
    public static Pepper of(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a pepper is 32 bytes long");
        }
        return new Pepper(secret);
    }

    private static void make(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        Path draft =
                Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        "pepper",
                        ".new",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.write(draft, secret, StandardOpenOption.SYNC);
            publish(draft, file);
            // A pepper that a power cut could take back would take every key minted under it.
            try (FileChannel folder = FileChannel.open(draft.getParent())) {
                folder.force(true);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A link appears whole or not at all, and never replaces what another process just made. */
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its pepper is the one to use.
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file);
        }
    }

    private static void refuseOpenToOthers(Path file) throws IOException {
        Set<PosixFilePermission> held = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        held.retainAll(OTHERS);
        if (!held.isEmpty()) {
            throw new IllegalStateException("the pepper file is open to others; give it mode 0600");
        }
    }

    /**
     * A secret of 32 bytes for another purpose: the same in every process of an installation, and
     * telling nothing of the pepper. Derived as in HKDF-Expand (RFC 5869) with one block.
     */
    public byte[] derive(Label purpose) {
        return digest("portcullis/" + purpose.value() + "\u0001");
    }

    /** HMAC-SHA-256 of a credential, 32 bytes. */
    byte[] digest(String credential) {
        try {
            return ((Mac) keyed.clone()).doFinal(credential.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java cannot clone HMAC-SHA-256", e);
        }
    }
}
