package portcullis.gateway.settle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.Price;
import portcullis.gateway.TokenEstimate;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;

/**
 * Counts one call, attempt by attempt (GOV-31, GOV-32). A vendor's report wins, a reported zero
 * included; without one a call that began to answer, or that we cut off, is estimated upwards with
 * three UTF-8 bytes to a token. An attempt that failed before it answered costs nothing.
 */
public final class Meter {
    private final List<Reading> readings = new ArrayList<>();

    private static final class Reading {
        private final Price price;
        private final long requestBytes;
        private Optional<Piece.Used> reported = Optional.empty();
        private long answerBytes;
        private boolean billable;

        private Reading(Price price, long requestBytes) {
            this.price = price;
            this.requestBytes = requestBytes;
        }

        private Settled settled() {
            if (reported.isPresent()) {
                Piece.Used used = reported.get();
                return settled(used.inputTokens(), used.outputTokens(), false);
            }
            return billable
                    ? settled(TokenEstimate.of(requestBytes), TokenEstimate.of(answerBytes), true)
                    : Settled.NOTHING;
        }

        private Settled settled(long input, long output, boolean estimated) {
            return new Settled(input, output, price.micros(input, output), estimated);
        }
    }

    /** An attempt begins. */
    public void asked(Price price, long requestBytes) {
        readings.add(new Reading(price, requestBytes));
    }

    /** The running attempt answers. */
    public void saw(Frame frame) {
        Reading now = readings.getLast();
        now.billable |= !frame.pieces().isEmpty();
        for (Piece piece : frame.pieces()) {
            switch (piece) {
                case Piece.Text text -> now.answerBytes += TokenEstimate.utf8(text.text());
                case Piece.Reasoning reasoning ->
                        now.answerBytes += TokenEstimate.utf8(reasoning.text());
                case Piece.Declined declined ->
                        now.answerBytes += TokenEstimate.utf8(declined.text());
                case Piece.ToolCall call -> now.answerBytes += TokenEstimate.utf8(call.name());
                case Piece.ToolArguments arguments ->
                        now.answerBytes += TokenEstimate.utf8(arguments.fragment());
                case Piece.Used used -> now.reported = Optional.of(used);
                case Piece.Counted _ -> now.reported = Optional.of(new Piece.Used(0, 0));
                case Piece.Finished _, Piece.Opaque _ -> {}
            }
        }
    }

    /** An attempt beside the running one that we ended before it answered. */
    public void lost(Price price, long requestBytes) {
        Reading loser = new Reading(price, requestBytes);
        loser.billable = true;
        readings.addFirst(loser);
    }

    /** We end the running attempt; the vendor may have worked already. */
    public void cut() {
        if (!readings.isEmpty()) {
            readings.getLast().billable = true;
        }
    }

    public Settled total() {
        return readings.stream().map(Reading::settled).reduce(Settled.NOTHING, Settled::plus);
    }
}
