package portcullis.gateway.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import portcullis.gateway.Dialogue;
import portcullis.gateway.Dialogue.Speaker;
import portcullis.gateway.Dialogue.Turn;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * The one place where conversations are cut to what a model can read (gateway specification,
 * section 8). Instructions, the person's latest turn and what follows it always stay; of the older
 * turns the newest stay that fit, without a gap. A tool's result never stands without its call.
 */
public final class ContextWindow {
    /** What vendors add around each message. */
    private static final int TOKENS_PER_TURN = 4;

    private static final long BYTES_PER_CHARACTER = 3;

    private final int messages;
    private final long tokens;
    private final ToLongFunction<String> count;

    /**
     * @param messages most turns besides instructions; at least 1
     * @param tokens most tokens of all turns together; at least 1
     * @param count tokens of a text
     */
    public ContextWindow(int messages, long tokens, ToLongFunction<String> count) {
        if (messages < 1 || tokens < 1) {
            throw new IllegalArgumentException("a window holds at least one message and token");
        }
        this.messages = messages;
        this.tokens = tokens;
        this.count = count;
    }

    /**
     * A dialogue that fits.
     *
     * @param dropped how many turns were left out
     */
    public record Fitted(Dialogue dialogue, int dropped) {}

    /** True when the model can read all of this at once, however many turns it has. */
    public boolean holds(List<Turn> turns) {
        return surelyHolds(turns) || turns.stream().mapToLong(this::costOf).sum() <= tokens;
    }

    /** A token is at least one byte: most dialogues need no counting. */
    private boolean surelyHolds(List<Turn> turns) {
        long most = 0;
        for (Turn turn : turns) {
            most += BYTES_PER_CHARACTER * turn.text().length() + TOKENS_PER_TURN;
        }
        return most <= tokens;
    }

    private long costOf(Turn turn) {
        return count.applyAsLong(turn.text().reveal()) + TOKENS_PER_TURN;
    }

    /**
     * Cuts what does not fit.
     *
     * @return refused with {@code CONTEXT_TOO_LONG} when what must stay does not fit alone
     */
    public Outcome<Fitted> fit(Dialogue dialogue) {
        List<Turn> turns = dialogue.turns();
        if (surelyHolds(turns) && spoken(turns) <= messages) {
            return Outcome.passed(new Fitted(dialogue, 0));
        }
        int latest = latestQuestion(turns);
        long left = tokens;
        int room = messages;
        boolean[] stays = new boolean[turns.size()];
        for (int i = 0; i < turns.size(); i++) {
            boolean instruction = turns.get(i).speaker() == Speaker.SYSTEM;
            if (instruction || i >= latest) {
                stays[i] = true;
                left -= costOf(turns.get(i));
                room -= instruction ? 0 : 1;
            }
        }
        if (left < 0) {
            return tooLong();
        }
        keepNewest(turns, latest, new long[] {left, room}, stays);
        return kept(dialogue, stays);
    }

    /** From the latest question backwards, whole exchanges at a time, until one does not fit. */
    private void keepNewest(List<Turn> turns, int latest, long[] room, boolean[] stays) {
        int end = latest;
        while (end > 0) {
            int start = startOfUnit(turns, end);
            if (!fits(turns.subList(start, end), room)) {
                return;
            }
            for (int i = start; i < end; i++) {
                stays[i] = true;
            }
            end = start;
        }
    }

    private boolean fits(List<Turn> unit, long[] room) {
        long cost = 0;
        long size = 0;
        for (Turn turn : unit) {
            if (turn.speaker() != Speaker.SYSTEM) {
                cost += costOf(turn);
                size++;
            }
        }
        if (cost > room[0] || size > room[1]) {
            return false;
        }
        room[0] -= cost;
        room[1] -= size;
        return true;
    }

    private static long spoken(List<Turn> turns) {
        return turns.stream().filter(turn -> turn.speaker() != Speaker.SYSTEM).count();
    }

    private static int latestQuestion(List<Turn> turns) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).speaker() == Speaker.USER && !turns.get(i).joined()) {
                return i;
            }
        }
        return startOfUnit(turns, turns.size());
    }

    /** Where the turns begin that belong together and end before {@code end}. */
    private static int startOfUnit(List<Turn> turns, int end) {
        int start = end - 1;
        while (start > 0 && turns.get(start).joined()) {
            start--;
        }
        return start;
    }

    private Outcome<Fitted> kept(Dialogue dialogue, boolean[] stays) {
        List<Turn> kept = new ArrayList<>();
        for (int i = 0; i < stays.length; i++) {
            if (stays[i]) {
                kept.add(dialogue.turns().get(i));
            }
        }
        return kept.isEmpty()
                ? tooLong()
                : Outcome.passed(new Fitted(dialogue.with(kept), stays.length - kept.size()));
    }

    private Outcome<Fitted> tooLong() {
        return Outcome.refused(Refusal.of(RefusalCode.CONTEXT_TOO_LONG).withLimit(tokens));
    }
}
