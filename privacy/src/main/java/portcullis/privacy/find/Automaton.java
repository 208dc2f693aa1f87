package portcullis.privacy.find;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Several patterns as one automaton with many states at a time. Immutable when built. */
final class Automaton {
    private static final int ACCEPTED = -1;

    /** A place between units: it takes one unit, or goes on to others at once. */
    private static final class Node {
        private final int owner;
        private final BitSet symbols;
        private final int[] next;

        Node(int owner, BitSet symbols, int... next) {
            this.owner = owner;
            this.symbols = symbols;
            this.next = next;
        }

        boolean takes() {
            return !symbols.isEmpty();
        }
    }

    /** Places that are open at one time, and the patterns that are complete there. */
    record Places(BitSet open, long complete) {}

    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> entries = new ArrayList<>();

    /** At most 64 patterns. */
    Automaton(List<Piece> patterns) {
        for (int owner = 0; owner < patterns.size(); owner++) {
            entries.add(build(owner, patterns.get(owner), ACCEPTED));
        }
    }

    private int node(int owner, BitSet symbols, int... next) {
        nodes.add(new Node(owner, symbols, next));
        return nodes.size() - 1;
    }

    /** The place at which a piece begins that goes on to {@code then}. */
    private int build(int owner, Piece piece, int then) {
        int after = then == ACCEPTED ? node(owner, new BitSet(0)) : then;
        return switch (piece) {
            case Piece.One(BitSet symbols) -> node(owner, symbols, after);
            case Piece.Chain(List<Piece> pieces) -> {
                int entry = after;
                for (Piece part : pieces.reversed()) {
                    entry = build(owner, part, entry);
                }
                yield entry;
            }
            case Piece.Choice(List<Piece> pieces) ->
                    node(
                            owner,
                            new BitSet(0),
                            pieces.stream().mapToInt(part -> build(owner, part, after)).toArray());
            case Piece.Repeat repeat -> repeated(owner, repeat, after);
        };
    }

    private int repeated(int owner, Piece.Repeat repeat, int then) {
        int entry = then;
        if (repeat.more() == Piece.Repeat.ENDLESS) {
            int[] ways = {then, then};
            entry = node(owner, new BitSet(0), ways);
            ways[1] = build(owner, repeat.piece(), entry);
        }
        for (int more = 0; more < repeat.more(); more++) {
            entry = node(owner, new BitSet(0), build(owner, repeat.piece(), entry), then);
        }
        for (int copy = 0; copy < repeat.least(); copy++) {
            entry = build(owner, repeat.piece(), entry);
        }
        return entry;
    }

    Places begin() {
        Opening opening = new Opening();
        entries.forEach(opening::enter);
        return opening.places();
    }

    /** One unit further. */
    Places step(Places places, int symbol) {
        Opening opening = new Opening();
        BitSet open = places.open();
        for (int at = open.nextSetBit(0); at >= 0; at = open.nextSetBit(at + 1)) {
            if (nodes.get(at).symbols.get(symbol)) {
                opening.enter(nodes.get(at).next[0]);
            }
        }
        return opening.places();
    }

    /** The patterns that may still become complete. */
    long alive(Places places) {
        long alive = 0;
        BitSet open = places.open();
        for (int at = open.nextSetBit(0); at >= 0; at = open.nextSetBit(at + 1)) {
            alive |= 1L << nodes.get(at).owner;
        }
        return alive;
    }

    /** Follows every way that takes no unit. */
    private final class Opening {
        private final BitSet seen = new BitSet();
        private final BitSet open = new BitSet();
        private long complete;

        void enter(int at) {
            if (seen.get(at)) {
                return;
            }
            seen.set(at);
            Node node = nodes.get(at);
            if (node.takes()) {
                open.set(at);
            } else if (node.next.length == 0) {
                complete |= 1L << node.owner;
            } else {
                for (int next : node.next) {
                    enter(next);
                }
            }
        }

        /** A pattern that is complete needs no more places. */
        Places places() {
            for (int at = open.nextSetBit(0); at >= 0; at = open.nextSetBit(at + 1)) {
                if ((complete >>> nodes.get(at).owner & 1) != 0) {
                    open.clear(at);
                }
            }
            return new Places(open, complete);
        }
    }
}
