package portcullis.apps.assistant;

import portcullis.library.cite.Cited;

/**
 * The place that supports a sentence.
 *
 * @param source number of the source, as in the mark {@code [1]}
 */
public record Citation(int source, Cited cited) {}
