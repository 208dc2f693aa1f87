package portcullis.testkit.provider;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import portcullis.testkit.provider.Saying.Body;
import portcullis.testkit.provider.Saying.Echo;
import portcullis.testkit.provider.Saying.Text;
import portcullis.testkit.provider.Saying.Thought;
import portcullis.testkit.provider.Saying.ToolCall;
import portcullis.testkit.provider.Saying.Words;

/** What is said to a request, in no vendor's language. */
record Spoken(Asked asked, Turn turn) {

    /** The text, or a tool call's arguments. */
    String text() {
        return switch (turn.saying()) {
            case Echo() -> asked.lastUserText();
            case Text(String text) -> text;
            case Words(int count) -> "word" + " and".repeat(Math.max(0, count - 1));
            case ToolCall(String _, String _, String arguments) -> arguments;
            case Thought(String _, String _, String text) -> text;
            case Body(String _) -> "";
        };
    }

    /** The text as it is cut into events. */
    List<String> pieces() {
        return turn.splitEvery() > 0 ? Tokens.every(turn.splitEvery(), text()) : Tokens.of(text());
    }

    /** What is thought before the text; empty when nothing is. */
    String reasoning() {
        return turn.saying() instanceof Thought(String reasoning, String _, String _)
                ? reasoning
                : "";
    }

    boolean counted() {
        return turn.usage() == Turn.Usage.REPORTED;
    }

    long tokensIn() {
        return Tokens.of(asked.text()).size();
    }

    long tokensOut() {
        return pieces().size() * (long) asked.choices();
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
