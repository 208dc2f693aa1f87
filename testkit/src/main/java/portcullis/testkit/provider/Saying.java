package portcullis.testkit.provider;

/** What a scripted answer says. */
public sealed interface Saying {

    /** The text of the last user message comes back: shows what left the house. */
    record Echo() implements Saying {}

    /** This text. */
    record Text(String text) implements Saying {}

    /** So many short words, one token each; for measurements. */
    record Words(int count) implements Saying {}

    /** One tool call. */
    record ToolCall(String id, String name, String arguments) implements Saying {}

    /** Signed reasoning, then this text. */
    record Thought(String reasoning, String signature, String text) implements Saying {}

    /** This body as it is, with the turn's status and headers; for errors and redirects. */
    record Body(String body) implements Saying {}
}
