/**
 * Reads a text in every way a person or model could.
 *
 * <p>Enters: Specimen. Leaves: Unfolded: views with offset maps. Never: changes the source text.
 */
@NullMarked
package portcullis.privacy.unfold;

import org.jspecify.annotations.NullMarked;
