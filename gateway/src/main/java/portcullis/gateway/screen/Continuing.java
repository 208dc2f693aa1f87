package portcullis.gateway.screen;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.Edit;
import portcullis.gateway.JsonText;
import portcullis.gateway.receive.Span;

/**
 * Puts the beginning of an answer behind a request, so that another target goes on with it. The
 * beginning is a vendor's own text: it holds placeholders where the request held values.
 */
final class Continuing {
    private static final byte[] INSTRUCTION =
            JsonText.ascii(
                    ",{\"role\":\"user\",\"content\":\"Your last answer broke off. Go on exactly"
                            + " where it stopped: repeat nothing, explain nothing, and keep its"
                            + " form.\"}");

    private Continuing() {}

    /**
     * The edit of the caller's body; empty when the body has no list of turns that can grow.
     *
     * @param fields where the body's own fields lie
     */
    static Optional<Edit> prefilled(Dialect dialect, Map<String, Span> fields, String text) {
        return behind(dialect, fields, answer(text.stripTrailing()));
    }

    static Optional<Edit> instructed(Dialect dialect, Map<String, Span> fields, String text) {
        ByteArrayOutputStream turns = new ByteArrayOutputStream();
        turns.writeBytes(answer(text));
        turns.writeBytes(INSTRUCTION);
        return behind(dialect, fields, turns.toByteArray());
    }

    private static byte[] answer(String text) {
        ByteArrayOutputStream turn = new ByteArrayOutputStream(text.length() + 64);
        turn.writeBytes(JsonText.ascii(",{\"role\":\"assistant\",\"content\":"));
        turn.writeBytes(JsonText.quoted(text));
        turn.write('}');
        return turn.toByteArray();
    }

    private static Optional<Edit> behind(Dialect dialect, Map<String, Span> fields, byte[] turns) {
        return switch (dialect) {
            case OPENAI_CHAT ->
                    Optional.ofNullable(fields.get("messages"))
                            .map(list -> new Edit(list.end() - 1, list.end() - 1, turns));
        };
    }
}
