/**
 * The line to a vendor. Enters: an Ask and the vendor's Tongue. Leaves: frames, then exactly one of
 * done and failed. Never: sends an unscreened byte, follows a redirect, or waits without a limit.
 */
@NullMarked
package portcullis.providers.line;

import org.jspecify.annotations.NullMarked;
