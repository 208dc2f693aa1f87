/**
 * OpenAI's chat API and everything that speaks it. Enters: Screened in OpenAI's shape. Leaves:
 * frames in OpenAI's shape. Never: changes a byte of what is said.
 */
@NullMarked
package portcullis.providers.openai;

import org.jspecify.annotations.NullMarked;
