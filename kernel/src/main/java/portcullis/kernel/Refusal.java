package portcullis.kernel;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A reason to say no, with the few facts that help to mend it. All of them are safe to show: a
 * field is named by the published schema, never by the caller's own text.
 *
 * @param field where in the request the trouble is
 * @param limit the limit that was passed, in the unit the field or code implies (bytes, characters,
 *     entries, requests)
 * @param pause how long to wait before trying again
 */
public record Refusal(
        RefusalCode code, Optional<FieldPath> field, OptionalLong limit, Optional<Duration> pause) {

    public static Refusal of(RefusalCode code) {
        return new Refusal(code, Optional.empty(), OptionalLong.empty(), Optional.empty());
    }

    public Refusal at(FieldPath path) {
        return new Refusal(code, Optional.of(path), limit, pause);
    }

    public Refusal withLimit(long value) {
        return new Refusal(code, field, OptionalLong.of(value), pause);
    }

    public Refusal after(Duration span) {
        return new Refusal(code, field, limit, Optional.of(span));
    }

    /** The code's sentence with field, limit and wait, for people. */
    public String sentence() {
        StringBuilder text = new StringBuilder(code.sentence());
        field.ifPresent(path -> text.append(" Field: ").append(path).append('.'));
        limit.ifPresent(value -> text.append(" Limit: ").append(value).append('.'));
        pause.ifPresent(span -> text.append(" Retry after ").append(seconds(span)).append(" s."));
        return text.toString();
    }

    private static long seconds(Duration span) {
        return Math.max(1, (span.toMillis() + 999) / 1000);
    }
}
