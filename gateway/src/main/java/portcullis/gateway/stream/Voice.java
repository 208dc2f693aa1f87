package portcullis.gateway.stream;

/**
 * One text that grows while an answer streams.
 *
 * @param choice counts from 0
 * @param field the name it has in the dialect
 * @param tool index of the tool call it belongs to, -1 outside tool calls
 */
record Voice(int choice, String field, int tool) {
    static final int NO_TOOL = -1;

    /** Texts in fields that nobody here knows; each is one by itself. */
    static final Voice UNKNOWN = new Voice(-1, "", NO_TOOL);
}
