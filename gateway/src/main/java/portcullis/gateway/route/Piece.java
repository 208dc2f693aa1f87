package portcullis.gateway.route;

/** The meaning of a part of an answer, in no vendor's dialect. {@code choice} counts from 0. */
public sealed interface Piece {

    /** How much text it carries, in UTF-16 units. */
    default int characters() {
        return switch (this) {
            case Text(_, String text) -> text.length();
            case Reasoning(_, String text) -> text.length();
            case Declined(_, String text) -> text.length();
            case ToolCall(_, _, String id, String name) -> id.length() + name.length();
            case ToolArguments(_, _, String fragment) -> fragment.length();
            case Signature(_, String value) -> value.length();
            case Redacted(_, String data) -> data.length();
            case Finished _, Used _, Counted _ -> 0;
        };
    }

    /** Text of the answer. */
    record Text(int choice, String text) implements Piece {}

    /** Text of the model's reasoning, where the vendor shows it. */
    record Reasoning(int choice, String text) implements Piece {}

    /** Text with which the model declines. */
    record Declined(int choice, String text) implements Piece {}

    /** A tool call begins. {@code index} counts the tool calls of the choice from 0. */
    record ToolCall(int choice, int index, String id, String name) implements Piece {}

    /** A fragment of a tool call's JSON arguments. */
    record ToolArguments(int choice, int index, String fragment) implements Piece {}

    /** The choice is complete. */
    record Finished(int choice, FinishReason reason) implements Piece {}

    /** Tokens as the vendor counts them. */
    record Used(long inputTokens, long outputTokens) implements Piece {}

    /**
     * What a vendor wants back in the next turn, byte for byte (SCR-7). Only callers of the
     * vendor's own dialect are told.
     */
    sealed interface Opaque extends Piece {}

    /** The vendor's proof that the reasoning before it is its own. */
    record Signature(int choice, String value) implements Opaque {}

    /** Reasoning that the vendor shows to nobody. */
    record Redacted(int choice, String data) implements Opaque {}

    /** How many tokens the question has: the whole answer to a request for that number. */
    record Counted(long inputTokens) implements Piece {}

    /** Why a choice ended. */
    enum FinishReason {
        STOP,
        LENGTH,
        TOOL_CALLS,
        CONTENT_FILTER,
        OTHER
    }
}
