/**
 * A fake vendor on a real socket. Enters: HTTP/1.1 requests and a script. Leaves: answers and
 * faults, byte for byte as scripted, and a ledger of what came. Never: decides by itself what to
 * say; reaches out.
 */
@NullMarked
package portcullis.testkit.provider;

import org.jspecify.annotations.NullMarked;
