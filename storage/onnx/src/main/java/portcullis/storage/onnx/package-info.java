/**
 * Enters: screened text of at most 510 tokens. Leaves: one vector of 384 floats and length 1 per
 * text. Enters: a text to screen. Leaves: the names that the operator's model sees in it. Never:
 * cuts a text, or reaches for the network.
 */
@NullMarked
package portcullis.storage.onnx;

import org.jspecify.annotations.NullMarked;
