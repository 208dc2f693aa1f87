package portcullis.governance.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * Seals what leaves the process for a store (GOV-57): AES-256-GCM under a secret of the
 * installation. Purpose, tenant and the name of the place are bound to the sealed bytes, so that
 * they cannot be moved to another one. Safe for use by many threads.
 */
public final class Seal {
    private static final int SECRET_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte VERSION = 1;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /**
     * Where sealed bytes belong.
     *
     * @param purpose what they are, such as {@code cache}
     * @param name of the place, such as a row's id; never secret
     */
    public record Place(Label purpose, TenantId tenant, String name) {
        private byte[] bound() {
            byte[] purposeBytes = purpose.value().getBytes(UTF_8);
            byte[] tenantBytes = tenant.value().getBytes(UTF_8);
            byte[] nameBytes = name.getBytes(UTF_8);
            return ByteBuffer.allocate(
                            2 * Integer.BYTES
                                    + purposeBytes.length
                                    + tenantBytes.length
                                    + nameBytes.length)
                    .putInt(purposeBytes.length)
                    .put(purposeBytes)
                    .putInt(tenantBytes.length)
                    .put(tenantBytes)
                    .put(nameBytes)
                    .array();
        }
    }

    /**
     * @param secret 32 bytes, the same in every process that shares the store
     * @throws IllegalArgumentException when it is of another length
     */
    public Seal(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a seal needs a secret of 32 bytes");
        }
        this.key = new SecretKeySpec(secret, "AES");
    }

    /** 29 bytes longer than what it seals: version, nonce, text, tag. */
    public byte[] seal(Place place, byte[] text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, place, nonce).doFinal(text);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal with AES-GCM", e);
        }
    }

    /** Empty when the bytes were not sealed here, for this very place, or were changed since. */
    public Optional<byte[]> open(Place place, byte[] sealed) {
        int start = 1 + NONCE_BYTES;
        if (sealed.length < start + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, start);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, place, nonce);
            return Optional.of(cipher.doFinal(sealed, start, sealed.length - start));
        } catch (AEADBadTagException foreign) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot open AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, Place place, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.bound());
        return cipher;
    }
}
