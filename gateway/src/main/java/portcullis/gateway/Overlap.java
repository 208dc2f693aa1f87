package portcullis.gateway;

/**
 * Takes away from the beginning of a continuation what the caller has heard already: the longest
 * beginning that is also the end of what was told, from the start of a word on. Holds text back
 * only while it may still turn out to be such a repetition. Confined to the run.
 */
final class Overlap {
    private final String told;
    private final StringBuilder held = new StringBuilder();
    private boolean decided;

    Overlap(String told) {
        this.told = told;
    }

    /** The new part of this text. */
    String feed(String text) {
        if (decided) {
            return text;
        }
        held.append(text);
        return told.contains(held) ? "" : decide();
    }

    /** What is new of what was held when no more text comes. */
    String finish() {
        return decided ? "" : decide();
    }

    private String decide() {
        decided = true;
        String text = held.toString();
        for (int length = Math.min(text.length(), told.length()); length > 0; length--) {
            if (told.endsWith(text.substring(0, length)) && beginsWord(told.length() - length)) {
                return text.substring(length);
            }
        }
        return text;
    }

    private boolean beginsWord(int at) {
        return at == 0
                || !Character.isLetterOrDigit(told.charAt(at - 1))
                || !Character.isLetterOrDigit(told.charAt(at));
    }
}
