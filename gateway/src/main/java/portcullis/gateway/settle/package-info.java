/**
 * Enters: the frames of every attempt. Leaves: Settled tokens and cost. Never: takes a reported
 * zero for a missing report.
 */
@NullMarked
package portcullis.gateway.settle;

import org.jspecify.annotations.NullMarked;
