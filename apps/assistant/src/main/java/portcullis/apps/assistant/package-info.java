/**
 * Answers questions from the library: retrieve, judge the evidence, compose, ask the model through
 * the gateway, check every sentence. Enters: an Inquiry of an admitted caller. Leaves: an Answer
 * whose every sentence stands on a verified quote, or a typed abstention. Never: a sentence that
 * its source does not support.
 */
@NullMarked
package portcullis.apps.assistant;

import org.jspecify.annotations.NullMarked;
