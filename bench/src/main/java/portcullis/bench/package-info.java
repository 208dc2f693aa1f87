/**
 * Load runs: real processes, interleaved rounds, medians and ratios.
 *
 * <p>Enters: a checkout whose server is built. Leaves: a page of figures with pictures. Never:
 * shipped, or a figure of remembered answers.
 */
@NullMarked
package portcullis.bench;

import org.jspecify.annotations.NullMarked;
