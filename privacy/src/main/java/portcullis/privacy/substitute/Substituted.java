package portcullis.privacy.substitute;

import portcullis.kernel.SensitiveText;

/**
 * A text with surrogates. Show it as such: names, numbers and dates in it are invented.
 *
 * @param surrogates places where an invented value stands
 * @param labels places where nothing could be invented and the type stands in brackets
 */
public record Substituted(SensitiveText text, int surrogates, int labels) {}
