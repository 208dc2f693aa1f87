/** What users rely on, shown on a started server from outside. */
@NullMarked
package portcullis.acceptance;

import org.jspecify.annotations.NullMarked;
