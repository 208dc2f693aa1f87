package portcullis.privacy.find;

import java.util.BitSet;
import java.util.List;

/** A pattern as a tree, without what needs memory: what may stand one after another. */
sealed interface Piece {
    /** Takes no text. */
    Piece NOTHING = new Chain(List.of());

    /** One unit out of a set of {@link Symbols}. */
    record One(BitSet symbols) implements Piece {}

    record Chain(List<Piece> pieces) implements Piece {}

    record Choice(List<Piece> pieces) implements Piece {}

    /**
     * A piece several times in a row.
     *
     * @param more how many may follow the first ones; {@link #ENDLESS} for any number
     */
    record Repeat(Piece piece, int least, int more) implements Piece {
        static final int ENDLESS = -1;
    }
}
