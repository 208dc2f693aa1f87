package portcullis.providers.offline;

/**
 * Something that a passage says, in a form that can be quoted.
 *
 * @param text as it stands in the passage, blanks and line ends included
 * @param heading above it in the passage; empty when there is none
 * @param leans whether it begins with a word that points back to the statement before it
 */
record Statement(String text, String heading, boolean leans) {}
