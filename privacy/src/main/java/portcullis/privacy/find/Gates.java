package portcullis.privacy.find;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import portcullis.privacy.entities.Anchor;
import portcullis.privacy.entities.Rule;

/** One gate for the rules of each kind of anchor. */
final class Gates {
    private final Gate[] gates = new Gate[Anchor.values().length];
    private final int[] anchors;
    private final int[] bits;

    Gates(List<Rule> rules) {
        this.anchors = new int[rules.size()];
        this.bits = new int[rules.size()];
        int gate = 0;
        for (Anchor anchor : Anchor.values()) {
            List<Rule> own = new ArrayList<>();
            for (int index = 0; index < rules.size(); index++) {
                if (rules.get(index).anchor() == anchor) {
                    anchors[index] = gate;
                    bits[index] = own.size();
                    own.add(rules.get(index));
                }
            }
            gates[gate++] = new Gate(own);
        }
    }

    /**
     * A reader of one text; remembers the last answer of each gate, for the rules that share it.
     */
    Reading reading(WatchedText text) {
        return new Reading(text);
    }

    /** How many states all gates have learned. */
    int states() {
        int states = 0;
        for (Gate gate : gates) {
            states += gate.states();
        }
        return states;
    }

    /** The answers for one text. */
    final class Reading {
        private final WatchedText text;
        private final int[] offsets = new int[gates.length];
        private final long[] answers = new long[gates.length];

        private Reading(WatchedText text) {
            this.text = text;
            Arrays.fill(offsets, -1);
        }

        WatchedText text() {
            return text;
        }

        /** Whether the rule may match at the offset; false is certain. */
        boolean open(int rule, int offset) {
            return (all(rule, offset) >>> bits[rule] & 1) != 0;
        }

        /** The same for all rules that share the anchor of one, a bit each in their order. */
        long all(int rule, int offset) {
            int anchor = anchors[rule];
            if (offsets[anchor] != offset) {
                answers[anchor] = gates[anchor].at(text, offset);
                offsets[anchor] = offset;
            }
            return answers[anchor];
        }
    }
}
