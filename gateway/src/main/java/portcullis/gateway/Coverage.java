package portcullis.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Receiver;
import portcullis.gateway.receive.Spot;
import portcullis.gateway.screen.Screener;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;

/**
 * What happens to a value in every part of a request, with and without a working detector (SCR-76).
 * Nothing of it is written down: each cell is what the real rooms did with a request in which an
 * invented value was planted, so that a change of the rooms changes the matrix.
 */
public final class Coverage {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final boolean[] ALONE = {false};
    private static final Receiver RECEIVER = new Receiver();
    private static final Inspection WORKING = Inspection.firstWidth();

    private Coverage() {}

    /** What reads a part. */
    public enum Handler {
        /** A detector; what it finds is masked, or blocks where nothing may be rewritten. */
        READ,
        /** Nobody: what a vendor gave to the tenant, byte for byte. */
        OPAQUE,
        /** Nobody can: the request is refused. */
        BLOCK,
        /** Nobody, and yet it would leave: a hole. */
        MISSING
    }

    /** How a detector fails. */
    public enum Failure {
        NONE,
        ERROR,
        TIMEOUT,
        CRASH,
        BAD_CONFIGURATION,
        OVERLOAD,
        UNKNOWN_SHAPE
    }

    /**
     * One cell.
     *
     * @param outcomes what the caller gets: {@code masked}, or the code of a refusal in lower case;
     *     {@code leaked} when the value would have left
     */
    public record Cell(
            Dialect dialect,
            boolean streamed,
            RequestPart part,
            Handler handler,
            Map<Failure, String> outcomes) {
        public Cell {
            outcomes = Map.copyOf(outcomes);
        }

        /** Whether a value could leave through it. */
        public boolean isHole() {
            return handler == Handler.MISSING
                    || outcomes.values().stream().anyMatch(outcome -> outcome.startsWith("leaked"));
        }
    }

    /** Every cell of a dialect; takes some milliseconds. */
    public static List<Cell> of(Dialect dialect) {
        List<Cell> cells = new ArrayList<>();
        for (boolean streamed : dialect.streams() ? new boolean[] {false, true} : ALONE) {
            for (RequestPart part : RequestPart.values()) {
                cells.add(cell(dialect, streamed, part));
            }
        }
        return cells;
    }

    /** The cells of documents, whose text is read before it is cut into passages. */
    public static List<Cell> ofDocuments() {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""),
                        SensitiveText.of("SSN " + Planted.VALUE),
                        Leaf.Treatment.REWRITABLE,
                        0);
        Specimen specimen = new Specimen(Context.UPLOAD, List.of(leaf));
        Map<Failure, String> outcomes = new EnumMap<>(Failure.class);
        for (Failure failure : Failure.values()) {
            outcomes.put(failure, outcome(specimen, failure));
        }
        return List.of(
                new Cell(Dialect.OPENAI_CHAT, false, RequestPart.FILE, Handler.READ, outcomes));
    }

    private static String outcome(Specimen specimen, Failure failure) {
        Deadline patience = Deadline.in(PATIENCE);
        return switch (failure) {
            case NONE, UNKNOWN_SHAPE -> verdict(WORKING.inspect(specimen, Policy.REDACT, patience));
            case TIMEOUT, OVERLOAD ->
                    verdict(WORKING.inspect(specimen, Policy.REDACT, Deadline.in(Duration.ZERO)));
            case ERROR ->
                    verdict(
                            failing(new IllegalStateException("broken"))
                                    .inspect(specimen, Policy.REDACT, patience));
            case CRASH ->
                    verdict(
                            failing(new OutOfMemoryError("broken"))
                                    .inspect(specimen, Policy.REDACT, patience));
            case BAD_CONFIGURATION -> "start_refused";
        };
    }

    private static Cell cell(Dialect dialect, boolean streamed, RequestPart part) {
        Raw raw = Planted.in(dialect, part, streamed);
        Outcome<Received> received = RECEIVER.receive(raw);
        Map<Failure, String> outcomes = new EnumMap<>(Failure.class);
        for (Failure failure : Failure.values()) {
            outcomes.put(failure, outcome(raw, failure));
        }
        return new Cell(dialect, streamed, part, handler(received), outcomes);
    }

    private static Handler handler(Outcome<Received> received) {
        return switch (received) {
            case Outcome.Refused<Received> _ -> Handler.BLOCK;
            case Outcome.Passed<Received>(Received understood) -> handler(understood);
        };
    }

    private static Handler handler(Received received) {
        if (received.unscannable().isPresent()) {
            return Handler.BLOCK;
        }
        Optional<Spot> planted = received.spots().stream().filter(Coverage::holds).findFirst();
        return planted.map(spot -> spot.opaque() ? Handler.OPAQUE : Handler.READ)
                .orElse(Handler.MISSING);
    }

    private static boolean holds(Spot spot) {
        String text = spot.leaf().text().reveal();
        return text.contains(Planted.VALUE) || text.contains(Planted.VALUE.replace("-", ""));
    }

    private static String outcome(Raw raw, Failure failure) {
        return switch (failure) {
            case NONE -> outcome(raw, WORKING, PATIENCE);
            case UNKNOWN_SHAPE -> outcome(Planted.shapeless(raw), WORKING, PATIENCE);
            case TIMEOUT, OVERLOAD -> outcome(raw, WORKING, Duration.ZERO);
            case ERROR -> outcome(raw, failing(new IllegalStateException("broken")), PATIENCE);
            case CRASH -> outcome(raw, failing(new OutOfMemoryError("broken")), PATIENCE);
            case BAD_CONFIGURATION -> unconfigured(raw);
        };
    }

    private static Inspection failing(Throwable how) {
        return new Inspection(
                List.of(
                        (_, _) -> {
                            switch (how) {
                                case Error crash -> throw crash;
                                default -> throw new IllegalStateException("broken");
                            }
                        }));
    }

    /** Without a detector there is no inspection, and without an inspection no house. */
    private static String unconfigured(Raw raw) {
        try {
            return outcome(raw, new Inspection(List.of()), PATIENCE);
        } catch (IllegalArgumentException refused) {
            return "start_refused";
        }
    }

    private static String outcome(Raw raw, Inspection inspection, Duration patience) {
        Screener screener = new Screener(inspection, Policy.PSEUDONYMISE, patience);
        Outcome<Received> received = RECEIVER.receive(raw);
        return switch (received) {
            case Outcome.Refused<Received>(Refusal refusal) -> lower(refusal);
            case Outcome.Passed<Received>(Received understood) ->
                    understood.unscannable().isPresent()
                            ? "scan_unscannable"
                            : verdict(screener.read(understood));
        };
    }

    private static String verdict(Outcome<Inspected> verdict) {
        return switch (verdict) {
            case Outcome.Refused<Inspected>(Refusal refusal) -> lower(refusal);
            case Outcome.Passed<Inspected>(Inspected read) ->
                    read.texts().stream().anyMatch(text -> text.reveal().contains(Planted.VALUE))
                                    || read.findings().isEmpty()
                            ? "leaked"
                            : "masked";
        };
    }

    private static String lower(Refusal refusal) {
        return refusal.code().name().toLowerCase(Locale.ROOT);
    }
}
