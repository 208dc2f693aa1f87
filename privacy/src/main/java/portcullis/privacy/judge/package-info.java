/**
 * Gives one verdict by policy.
 *
 * <p>Enters: Found and Policy. Leaves: Judged. Never: says pass about something incomplete.
 */
@NullMarked
package portcullis.privacy.judge;

import org.jspecify.annotations.NullMarked;
