package portcullis.gateway.screen;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import portcullis.gateway.Dialect;
import portcullis.gateway.Edit;
import portcullis.gateway.JsonText;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Span;

/** How long an answer may become: what the request says of it, and how it is told to a vendor. */
final class Bounding {
    private static final List<String> BOUNDS =
            List.of("max_tokens", "max_completion_tokens", "max_output_tokens");

    private Bounding() {}

    /** The bound that the request sets for one choice; the largest when it sets several. */
    static OptionalLong asked(Received received) {
        return BOUNDS.stream()
                .flatMap(name -> number(received, name))
                .mapToLong(Long::longValue)
                .max();
    }

    /** Whether tokens come back at all. */
    private static boolean answers(Received received) {
        return switch (received.raw().dialect()) {
            case OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES -> true;
            case OPENAI_EMBEDDINGS, ANTHROPIC_COUNT -> false;
        };
    }

    /** How many answers are asked for at once. */
    static long choices(Received received) {
        if (!answers(received)) {
            return 0;
        }
        return Math.max(1, number(received, "n").findFirst().orElse(1L));
    }

    /** Sets the bound in the caller's dialect; empty when the request sets one itself. */
    static Optional<Edit> capped(Received received, long tokens) {
        if (!answers(received) || asked(received).isPresent()) {
            return Optional.empty();
        }
        String name = name(received.raw().dialect());
        Span given = received.layout().fields().get(name);
        if (given != null) { // a null stands there
            byte[] bound = JsonText.ascii(Long.toString(tokens));
            return Optional.of(new Edit(given.start(), given.end(), bound));
        }
        int at = received.layout().inside();
        return Optional.of(new Edit(at, at, JsonText.ascii("\"" + name + "\":" + tokens + ",")));
    }

    private static String name(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> "max_completion_tokens";
            case OPENAI_RESPONSES -> "max_output_tokens";
            case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT, OPENAI_EMBEDDINGS -> "max_tokens";
        };
    }

    /** The receiver let whole numbers and null through, and nothing else. */
    private static Stream<Long> number(Received received, String name) {
        return Optional.ofNullable(received.layout().fields().get(name)).stream()
                .map(span -> text(received, span))
                .filter(text -> text.matches("\\d+"))
                .map(Bounding::bounded);
    }

    private static String text(Received received, Span span) {
        int length = span.end() - span.start();
        return new String(received.raw().body(), span.start(), length, US_ASCII);
    }

    private static long bounded(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
