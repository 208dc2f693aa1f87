/**
 * Anthropic's Messages API. Enters: Screened in OpenAI's shape. Leaves: frames in OpenAI's shape.
 * Never: drops a wish of the caller that would change the answer; it refuses the request instead.
 */
@NullMarked
package portcullis.providers.anthropic;

import org.jspecify.annotations.NullMarked;
