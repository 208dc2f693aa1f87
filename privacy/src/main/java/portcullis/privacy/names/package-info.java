/**
 * Finds names of people and places without a model: by shape, by cues, by word lists, and by the
 * record that a request is about (screening specification, section 5).
 *
 * <p>Enters: a View. Leaves: Sightings of persons and places. Never: sees an identifier that is not
 * a name or a place, keeps a word it read.
 */
@NullMarked
package portcullis.privacy.names;

import org.jspecify.annotations.NullMarked;
