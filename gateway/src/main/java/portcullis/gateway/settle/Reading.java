package portcullis.gateway.settle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import portcullis.gateway.Price;
import portcullis.gateway.TokenEstimate;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Phase;

/** What one attempt used, as far as it was seen. */
final class Reading {
    private final Price price;
    private final long requestBytes;
    private final OptionalLong cap;
    private final boolean streamed;
    private final TreeSet<Integer> open = new TreeSet<>();
    private Optional<Piece.Used> reported = Optional.empty();
    private long answerBytes;
    private long unreported;
    private long events;
    private boolean billable;
    private boolean broken;

    /**
     * @param cap most tokens of the answer, when it is bounded
     */
    Reading(Price price, long requestBytes, OptionalLong cap, boolean streamed) {
        this.price = price;
        this.requestBytes = requestBytes;
        this.cap = cap;
        this.streamed = streamed;
    }

    void saw(Frame frame) {
        billable |= !frame.pieces().isEmpty();
        for (Piece piece : frame.pieces()) {
            long bytes = Tokens.bytes(piece);
            answerBytes += bytes;
            unreported += bytes;
            events += bytes > 0 ? 1 : 0;
            note(piece);
        }
    }

    private void note(Piece piece) {
        switch (piece) {
            case Piece.Used used -> {
                reported = Optional.of(used);
                unreported = 0;
            }
            case Piece.Counted _ -> reported = Optional.of(new Piece.Used(0, 0));
            case Piece.Opaque _ -> {}
            case Piece.Finished finished -> open.remove(finished.choice());
            case Piece.Text text -> open.add(text.choice());
            case Piece.Reasoning reasoning -> open.add(reasoning.choice());
            case Piece.Declined declined -> open.add(declined.choice());
            case Piece.ToolCall call -> open.add(call.choice());
            case Piece.ToolArguments arguments -> open.add(arguments.choice());
        }
    }

    /** True once the answer is surely longer than it may be. */
    boolean beyondCap() {
        long surely = Tokens.atLeast(answerBytes, events);
        long told = reported.map(Piece.Used::outputTokens).orElse(0L);
        return streamed && !open.isEmpty() && Math.max(surely, told) > cap.orElse(Long.MAX_VALUE);
    }

    /** The end of an answer that was stopped at its cap (GOV-31). */
    Frame stopped() {
        List<Piece> last = new ArrayList<>();
        open.forEach(choice -> last.add(new Piece.Finished(choice, FinishReason.LENGTH)));
        Settled settled = settled();
        last.add(new Piece.Used(settled.inputTokens(), settled.outputTokens()));
        return Frame.meaning(last);
    }

    /** We end it; the vendor may have worked already. */
    void cut() {
        billable = true;
        broken = true;
    }

    /** It failed. Where the vendor may have worked for us, it may bill for it. */
    void failed(Trouble trouble) {
        broken = true;
        billable |=
                switch (trouble) {
                    case Trouble.TimedOut(Phase phase) -> phase != Phase.CONNECT;
                    case Trouble.Unavailable(Cause cause) -> mayHaveWorked(cause);
                    case Trouble.Malformed _ -> true;
                    case Trouble.Throttled _, Trouble.Rejected _, Trouble.Parted _ -> false;
                };
    }

    private static boolean mayHaveWorked(Cause cause) {
        return switch (cause) {
            case RESET, CUT, EMPTY, BAD_JSON, BAD_FRAMING, NOT_JSON -> true;
            case CONNECT, SERVER_ERROR, AUTHENTICATION, NOT_FOUND, ERROR_EVENT, BUSY -> false;
        };
    }

    /** Nothing more comes, and another attempt may follow. */
    boolean isOver() {
        return broken;
    }

    Settled settled() {
        if (reported.isPresent() && !broken) {
            Piece.Used used = reported.get();
            return settled(used.inputTokens(), used.outputTokens(), false);
        }
        if (reported.isPresent()) {
            Piece.Used used = reported.get();
            long told = used.outputTokens();
            long all = Math.min(cap.orElse(Long.MAX_VALUE), told + TokenEstimate.of(unreported));
            return settled(used.inputTokens(), Math.max(told, all), all > told);
        }
        return billable
                ? settled(TokenEstimate.of(requestBytes), metered(), true)
                : Settled.NOTHING;
    }

    /** Of a plain answer that never came nothing was seen, and all of it may be billed. */
    private long metered() {
        long most = cap.orElse(Long.MAX_VALUE);
        boolean unseen = broken && !streamed && answerBytes == 0 && cap.isPresent();
        return unseen ? most : Math.min(most, TokenEstimate.of(answerBytes));
    }

    private Settled settled(long input, long output, boolean estimated) {
        return new Settled(input, output, price.micros(input, output), estimated);
    }
}
