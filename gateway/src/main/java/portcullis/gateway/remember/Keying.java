package portcullis.gateway.remember;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import portcullis.gateway.CacheRule.Scope;
import portcullis.gateway.screen.Screened;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * Turns a request into its key (GTW-30): a keyed hash over the scope and who is in it, the rules it
 * was screened by and every field of the masked body, each with its length. A field is part of the
 * key unless it is named here, so one that nobody thought of only costs a miss.
 */
final class Keying {
    /** How the answer travels, which says nothing about the answer. */
    static final Set<String> NOT_PART = Set.of("stream", "stream_options");

    /** Whom an entry is sealed for that every tenant may open. */
    private static final TenantId EVERYBODY = new TenantId("everybody");

    /** Headers that choose the model in place of the body. */
    private static final List<String> CHOOSING = List.of("x-portcullis-tier", "x-portcullis-task");

    private static final String HASH = "HmacSHA256";
    private static final int TAG_BYTES = 16;
    private static final int MOST_DOCUMENTS = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static final int MOST_KNOWN = 4096;

    private final Mac keyed;
    private final ConcurrentMap<Tag, String> known = new ConcurrentHashMap<>();
    private final String rules;
    private final String models;

    /**
     * @param secret the same in every process that shares the memory
     * @param rules version of policy and rule pack; another version shares nothing
     * @param models what the configuration means by its models; another meaning shares nothing
     */
    Keying(byte[] secret, String rules, String models) {
        this.keyed = keyed(secret);
        this.rules = rules;
        this.models = models;
    }

    private static Mac keyed(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(secret, HASH));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }

    /** Empty when the scope needs a name that the caller did not give. */
    Optional<ByteBuffer> key(Screened request, Scope scope) {
        return member(request, scope).map(member -> key(request, scope, member));
    }

    /** Policies may differ between calls; what was said under one is not told under another. */
    private static String policy(Screened request) {
        for (Label name : request.scan().keySet()) {
            if (name.value().startsWith("scan.policy.")) {
                return name.value();
            }
        }
        return "";
    }

    private ByteBuffer key(Screened request, Scope scope, List<String> member) {
        Mac mac = mac("entry");
        add(mac, scope.name());
        member.forEach(part -> add(mac, part));
        add(mac, rules);
        add(mac, policy(request));
        add(mac, models);
        add(mac, request.dialect().name());
        add(mac, signature(request));
        CHOOSING.forEach(name -> add(mac, chosen(request, name)));
        add(mac, String.join(",", request.wishes().betas()));
        add(mac, request.header("anthropic-version").map(SensitiveText::reveal).orElse(""));
        request.eachField(
                NOT_PART,
                (name, value) -> {
                    add(mac, name);
                    add(mac, value);
                });
        return ByteBuffer.wrap(mac.doFinal());
    }

    /** Who is in the scope. */
    private static Optional<List<String>> member(Screened request, Scope scope) {
        String tenant = request.tenant().value();
        return switch (scope) {
            case OFF -> Optional.empty();
            case GLOBAL -> Optional.of(List.of());
            case TENANT -> Optional.of(List.of(tenant));
            case USER -> Optional.of(List.of(tenant, request.caller().key().value()));
            case RESEARCH -> named(request, "x-portcullis-research").map(it -> List.of(tenant, it));
            case SESSION -> named(request, "x-portcullis-session").map(it -> List.of(tenant, it));
        };
    }

    /**
     * What a question is known by in reports: 8 hex digits over the masked body, in which neither
     * case nor white space counts (GTW-38).
     */
    String mark(Screened request) {
        Mac mac = mac("pattern");
        add(mac, request.tenant().value());
        add(mac, request.dialect().name());
        request.eachField(
                NOT_PART,
                (name, value) -> {
                    add(mac, name);
                    add(mac, plain(value));
                });
        return HexFormat.of().formatHex(mac.doFinal(), 0, Integer.BYTES);
    }

    /** In lower case, with one blank for each run of white space, escaped as JSON or not. */
    private static byte[] plain(byte[] json) {
        byte[] plain = new byte[json.length];
        int length = 0;
        boolean blank = false;
        for (int i = 0; i < json.length; i++) {
            byte next = json[i];
            boolean escaped =
                    next == '\\'
                            && i + 1 < json.length
                            && (json[i + 1] == 'n' || json[i + 1] == 'r' || json[i + 1] == 't');
            if (escaped || next == ' ' || next == '\n' || next == '\r' || next == '\t') {
                i += escaped ? 1 : 0;
                blank = true;
                continue;
            }
            if (blank && next != '"') {
                plain[length++] = ' ';
            }
            blank = false;
            plain[length++] = (byte) (next >= 'A' && next <= 'Z' ? next + ('a' - 'A') : next);
        }
        return Arrays.copyOf(plain, length);
    }

    /** Whom an entry of the scope is sealed for. */
    static TenantId owner(Screened request, Scope scope) {
        return scope == Scope.GLOBAL ? EVERYBODY : request.tenant();
    }

    /** What an answer to this request will belong to. */
    List<String> tags(Screened request) {
        TenantId tenant = request.tenant();
        List<Tag> tags = new ArrayList<>();
        tags.add(Tag.everything(tenant));
        tags.add(new Tag(Tag.Kind.TENANT, tenant, tenant.value()));
        tag(tags, Tag.Kind.MODEL, tenant, Optional.of(request.wishes().model()));
        tag(tags, Tag.Kind.POLICY, tenant, Optional.of(rules));
        tag(tags, Tag.Kind.SESSION, tenant, named(request, "x-portcullis-session"));
        tag(tags, Tag.Kind.OBJECTIVES, tenant, named(request, "x-portcullis-objectives"));
        named(request, "x-portcullis-documents").stream()
                .flatMap(all -> Arrays.stream(all.split(",", MOST_DOCUMENTS)))
                .forEach(id -> tag(tags, Tag.Kind.DOCUMENT, tenant, Optional.of(id.strip())));
        return tags.stream().map(this::tag).toList();
    }

    private static void tag(
            List<Tag> tags, Tag.Kind kind, TenantId tenant, Optional<String> value) {
        value.map(text -> text.substring(0, Math.min(text.length(), 128)))
                .filter(Tag::fits)
                .ifPresent(text -> tags.add(new Tag(kind, tenant, text)));
    }

    /** A tag as the memory knows it: 22 characters that say nothing. */
    String tag(Tag tag) {
        String before = known.get(tag);
        if (before != null) {
            return before;
        }
        String digest = digest(tag);
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(tag, digest);
        return digest;
    }

    private String digest(Tag tag) {
        Mac mac = mac("tag");
        add(mac, tag.kind().name());
        add(mac, tag.kind().reachesBeyondATenant() ? "" : tag.tenant().value());
        add(mac, tag.value());
        return BASE64.encodeToString(Arrays.copyOf(mac.doFinal(), TAG_BYTES));
    }

    /** A key as a store may see it. */
    static String shown(ByteBuffer key) {
        byte[] bytes = new byte[key.remaining()];
        key.duplicate().get(bytes);
        return BASE64.encodeToString(bytes);
    }

    private static Optional<String> named(Screened request, String header) {
        return request.header(header)
                .map(SensitiveText::reveal)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
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

    private Mac mac(String what) {
        try {
            Mac mac = (Mac) keyed.clone();
            add(mac, what);
            return mac;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java cannot clone " + HASH, e);
        }
    }
}
