package portcullis.gateway.remember;

import java.util.Locale;
import java.util.Optional;
import portcullis.kernel.TenantId;

/**
 * What remembered answers belong to, and what they are forgotten by (GTW-33).
 *
 * @param tenant whose; a session, an objective set and a document are one tenant's, and so are
 *     their entries
 * @param value its id; 1 to 128 characters
 */
public record Tag(Kind kind, TenantId tenant, String value) {
    private static final int LONGEST = 128;

    /** What a tag names. */
    public enum Kind {
        /** Everything there is. */
        ALL,
        TENANT,
        /** A model by the name that callers use, whoever asked. */
        MODEL,
        /** A version of the screening policy, whoever asked. */
        POLICY,
        SESSION,
        OBJECTIVES,
        DOCUMENT;

        /** True when entries of every tenant may bear it. */
        public boolean reachesBeyondATenant() {
            return switch (this) {
                case ALL, MODEL, POLICY -> true;
                case TENANT, SESSION, OBJECTIVES, DOCUMENT -> false;
            };
        }
    }

    public Tag {
        if (!fits(value)) {
            throw new IllegalArgumentException("a tag has 1 to 128 printable characters");
        }
    }

    /** Whether a tag can have this value. */
    static boolean fits(String value) {
        return !value.isEmpty()
                && value.length() <= LONGEST
                && value.chars().noneMatch(unit -> unit < 0x20 || unit == 0x7F);
    }

    /** The tag that every entry of a tenant bears. */
    public static Tag all(TenantId tenant) {
        return new Tag(Kind.TENANT, tenant, tenant.value());
    }

    /** The tag that every entry bears. */
    public static Tag everything(TenantId caller) {
        return new Tag(Kind.ALL, caller, "all");
    }

    /** {@code session:4711}, {@code model:default}; empty when it is nothing of the kind. */
    public static Optional<Tag> parse(TenantId caller, String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || !fits(text.substring(colon + 1))) {
            return Optional.empty();
        }
        String value = text.substring(colon + 1);
        return switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "session" -> Optional.of(new Tag(Kind.SESSION, caller, value));
            case "objective-set" -> Optional.of(new Tag(Kind.OBJECTIVES, caller, value));
            case "document" -> Optional.of(new Tag(Kind.DOCUMENT, caller, value));
            case "model" -> Optional.of(new Tag(Kind.MODEL, caller, value));
            case "policy" -> Optional.of(new Tag(Kind.POLICY, caller, value));
            case "tenant" ->
                    value.equals(caller.value())
                            ? Optional.of(new Tag(Kind.TENANT, caller, value))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }
}
