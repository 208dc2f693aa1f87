/** Instruments for tests and measurements; never shipped. */
@NullMarked
package portcullis.testkit;

import org.jspecify.annotations.NullMarked;
