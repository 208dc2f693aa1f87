/** The words everyone in the house speaks. Nothing here belongs to one floor. */
@NullMarked
package portcullis.kernel;

import org.jspecify.annotations.NullMarked;
