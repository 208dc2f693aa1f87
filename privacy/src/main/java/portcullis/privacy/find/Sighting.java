package portcullis.privacy.find;

import portcullis.privacy.EntityType;

/**
 * A candidate in one view.
 *
 * @param start first UTF-16 unit in the view's text
 * @param end one past the last unit
 * @param rule id of the rule that saw it
 * @param score 0-0.99 (SCR-18)
 */
public record Sighting(int start, int end, EntityType type, String rule, double score) {}
