package portcullis.gateway.stream;

/** Says when a JSON object or list that comes in fragments is complete. */
final class JsonDepth {
    private int depth;
    private boolean begun;
    private boolean quoted;
    private boolean escaped;

    void feed(String fragment) {
        for (int i = 0; i < fragment.length(); i++) {
            char next = fragment.charAt(i);
            if (quoted) {
                inside(next);
            } else {
                outside(next);
            }
        }
    }

    private void inside(char next) {
        quoted = escaped || next != '"';
        escaped = !escaped && next == '\\';
    }

    private void outside(char next) {
        if (next == '{' || next == '[') {
            begun = true;
            depth++;
        } else if (next == '}' || next == ']') {
            depth--;
        }
        quoted = next == '"';
    }

    boolean complete() {
        return begun && depth == 0;
    }
}
