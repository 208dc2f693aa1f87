package portcullis.providers.offline;

/** A sentence as it stands in a passage, and the number of that passage. */
record Quote(int passage, String sentence) {
    /** The sentence with its mark, as it is said. */
    String marked() {
        return sentence + " [" + passage + "]";
    }
}
