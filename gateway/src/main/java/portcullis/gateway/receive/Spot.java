package portcullis.gateway.receive;

import portcullis.privacy.Leaf;

/**
 * A leaf and where it stands in the body.
 *
 * @param start first byte of the token, its opening quote included
 * @param end one past the last byte, the closing quote included; equals {@code start} for keys
 */
public record Spot(Leaf leaf, int start, int end) {}
