package portcullis.gateway.receive;

import portcullis.privacy.Leaf;

/**
 * A leaf and where it stands in the body.
 *
 * @param start first byte of the token, its opening quote included
 * @param end one past the last byte, the closing quote included; equals {@code start} for keys
 * @param opaque true for what a vendor wants back byte for byte (SCR-7)
 */
public record Spot(Leaf leaf, int start, int end, boolean opaque) {

    /** One that is always read. */
    public Spot(Leaf leaf, int start, int end) {
        this(leaf, start, end, false);
    }
}
