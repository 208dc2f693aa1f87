/** Facts about the instruments: a load run is only as true as what counts in it. */
@NullMarked
package portcullis.bench;

import org.jspecify.annotations.NullMarked;
