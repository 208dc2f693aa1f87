package portcullis.gateway.screen;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
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

    /** The turn that begins the answer, behind a comma. */
    static byte[] prefilled(String text) {
        return answer(text.stripTrailing());
    }

    /** The same, and the wish that it goes on. */
    static byte[] instructed(String text) {
        ByteArrayOutputStream turns = new ByteArrayOutputStream();
        turns.writeBytes(answer(text));
        turns.writeBytes(INSTRUCTION);
        return turns.toByteArray();
    }

    private static byte[] answer(String text) {
        ByteArrayOutputStream turn = new ByteArrayOutputStream(text.length() + 64);
        turn.writeBytes(JsonText.ascii(",{\"role\":\"assistant\",\"content\":"));
        turn.writeBytes(JsonText.quoted(text));
        turn.write('}');
        return turn.toByteArray();
    }

    /** The edit that puts turns at the end of the body's list of turns, where it has one. */
    static Optional<Edit> behind(Map<String, Span> fields, byte[] turns) {
        return Optional.ofNullable(fields.get("messages"))
                .map(list -> new Edit(list.end() - 1, list.end() - 1, turns));
    }
}
