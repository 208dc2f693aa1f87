/** The rules of the house, as tests that read the code of all floors. */
@NullMarked
package portcullis.house;

import org.jspecify.annotations.NullMarked;
