/**
 * Google's Gemini API. Enters: Screened in OpenAI's shape. Leaves: frames that hold meaning only.
 * Never: drops a wish of the caller that would change the answer; it refuses the request instead.
 */
@NullMarked
package portcullis.providers.gemini;

import org.jspecify.annotations.NullMarked;
