package portcullis.providers.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.Declined;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Piece.Finished;
import portcullis.gateway.route.Piece.Reasoning;
import portcullis.gateway.route.Piece.Text;
import portcullis.gateway.route.Piece.ToolArguments;
import portcullis.gateway.route.Piece.ToolCall;

/**
 * One entry of {@code choices} while it is read. Vendors put its fields in any order; the pieces
 * come out in a fixed one.
 */
final class Draft {
    int index;
    boolean streamed;
    boolean odd;
    String text = "";
    String reasoning = "";
    String declined = "";
    String finish = "";
    final List<Call> calls = new ArrayList<>();

    /**
     * An entry of {@code tool_calls}.
     *
     * @param index absent with some vendors
     */
    record Call(Optional<Integer> index, String id, String name, String arguments) {}

    void into(List<Piece> pieces, ToolCounts tools) {
        if (!reasoning.isEmpty()) {
            pieces.add(new Reasoning(index, reasoning));
        }
        if (!text.isEmpty()) {
            pieces.add(new Text(index, text));
        }
        if (!declined.isEmpty()) {
            pieces.add(new Declined(index, declined));
        }
        for (Call call : calls) {
            boolean begins = !call.name().isEmpty();
            odd |= streamed && call.index().isEmpty();
            int at = tools.place(index, call.index(), begins);
            if (begins) {
                pieces.add(new ToolCall(index, at, call.id(), call.name()));
            }
            if (!call.arguments().isEmpty()) {
                pieces.add(new ToolArguments(index, at, call.arguments()));
            }
        }
        if (!finish.isEmpty()) {
            FinishReason reason = reason(finish);
            boolean called = reason == FinishReason.STOP && tools.begun(index);
            odd |= called;
            pieces.add(new Finished(index, called ? FinishReason.TOOL_CALLS : reason));
        }
    }

    private static FinishReason reason(String word) {
        return switch (word) {
            case "stop", "end_turn", "eos" -> FinishReason.STOP;
            case "length", "max_tokens" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
