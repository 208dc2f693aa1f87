package portcullis.storage.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A Lua script beside this class, and the name Redis knows it by.
 *
 * @param sha SHA-1 of the text in lower-case hexadecimal, as EVALSHA wants it
 */
record RedisScript(String text, String sha) {

    static RedisScript of(String file) {
        try (InputStream in =
                Objects.requireNonNull(RedisScript.class.getResourceAsStream(file), file)) {
            String text = new String(in.readAllBytes(), UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
            return new RedisScript(text, HexFormat.of().formatHex(digest));
        } catch (IOException broken) {
            throw new UncheckedIOException("the script cannot be read", broken);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
