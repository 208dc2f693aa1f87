/**
 * A request in OpenAI's chat shape, read in order to be said in another dialect. Enters: Screened.
 * Leaves: its wishes, one by one. Never: drops a wish that would change the answer; Beyond says so.
 */
@NullMarked
package portcullis.providers.chat;

import org.jspecify.annotations.NullMarked;
