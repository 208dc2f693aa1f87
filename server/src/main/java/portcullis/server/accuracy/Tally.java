package portcullis.server.accuracy;

/**
 * Values of one kind or in one disguise.
 *
 * @param all how many there are
 * @param touched of which a finding holds at least one character
 * @param covered of which no letter and no digit is left
 * @param typed which a finding of the right kind touches
 */
record Tally(int all, int touched, int covered, int typed) {
    static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                all + other.all,
                touched + other.touched,
                covered + other.covered,
                typed + other.typed);
    }

    static Tally one(boolean touched, boolean covered, boolean typed) {
        return new Tally(1, touched ? 1 : 0, covered ? 1 : 0, typed ? 1 : 0);
    }

    /** Lower bound of the share that is covered. */
    double bound() {
        return Bounds.lower(covered, all);
    }
}
