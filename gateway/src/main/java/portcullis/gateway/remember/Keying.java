package portcullis.gateway.remember;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import portcullis.gateway.screen.Screened;
import portcullis.kernel.SensitiveText;

/**
 * Turns a request into its key (GTW-30): a keyed hash over the tenant, the rules it was screened by
 * and every field of the masked body, each with its length. A field is part of the key unless it is
 * named here, so one that nobody thought of only costs a miss.
 */
final class Keying {
    /** How the answer travels, which says nothing about the answer. */
    static final Set<String> NOT_PART = Set.of("stream", "stream_options");

    /** Headers that choose the model in place of the body. */
    private static final List<String> CHOOSING = List.of("x-portcullis-tier", "x-portcullis-task");

    private static final String HASH = "HmacSHA256";

    /** Keyed once and only ever cloned: a clone costs a tenth of a new instance. */
    private final Mac keyed;

    private final byte[] rules;

    /**
     * @param secret random, for this process
     * @param rules version of policy and rule pack; another version shares nothing
     */
    Keying(byte[] secret, String rules) {
        this.keyed = mac(new SecretKeySpec(secret, HASH));
        this.rules = rules.getBytes(UTF_8);
    }

    ByteBuffer key(Screened request) {
        Mac mac = mac();
        add(mac, rules);
        add(mac, request.tenant().value());
        add(mac, request.dialect().name());
        add(mac, signature(request));
        CHOOSING.forEach(name -> add(mac, chosen(request, name)));
        add(mac, String.join(",", request.wishes().betas()));
        request.eachField(
                NOT_PART,
                (name, value) -> {
                    add(mac, name);
                    add(mac, value);
                });
        return ByteBuffer.wrap(mac.doFinal());
    }

    private static String chosen(Screened request, String header) {
        return request.header(header).map(SensitiveText::reveal).orElse("");
    }

    /** Placeholders are counted (SCR-32); token probabilities exist in one form only. */
    private static String signature(Screened request) {
        String form = request.wishes().logprobs() ? "/" + request.streamed() : "";
        return request.mapping().size() + form;
    }

    private static void add(Mac mac, String text) {
        add(mac, text.getBytes(UTF_8));
    }

    private static void add(Mac mac, byte[] bytes) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        mac.update(bytes);
    }

    private Mac mac() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java cannot clone " + HASH, e);
        }
    }

    private static Mac mac(SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }
}
