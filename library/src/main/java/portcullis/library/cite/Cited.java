package portcullis.library.cite;

import portcullis.library.Hash;

/** A quote that stands where it says. Only {@link Citer} makes one. */
public final class Cited {
    private final Quote quote;
    private final Hash hash;

    Cited(Quote quote, Hash hash) {
        this.quote = quote;
        this.hash = hash;
    }

    public Quote quote() {
        return quote;
    }

    /** SHA-256 of the quoted text. */
    public Hash hash() {
        return hash;
    }
}
