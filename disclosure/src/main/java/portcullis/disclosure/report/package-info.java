/**
 * Enters: that something happened which must not. Leaves: an incident with six steps, their owners
 * and their times. Never: an incident that closes itself, or a step that is done twice.
 */
@NullMarked
package portcullis.disclosure.report;

import org.jspecify.annotations.NullMarked;
