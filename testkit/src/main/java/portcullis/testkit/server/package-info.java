/** The whole server as a process of its own, for tests from outside. */
@NullMarked
package portcullis.testkit.server;

import org.jspecify.annotations.NullMarked;
