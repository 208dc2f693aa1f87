/**
 * Load runs: real processes, interleaved rounds, medians and ratios. Never shipped, never a unit
 * test.
 */
@NullMarked
package portcullis.bench;

import org.jspecify.annotations.NullMarked;
