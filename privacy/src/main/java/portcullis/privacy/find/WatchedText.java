package portcullis.privacy.find;

import portcullis.kernel.Deadline;

/** A text that counts how often it is read and stops at the deadline (SCR-15). */
final class WatchedText implements CharSequence {
    private static final int STEPS_BETWEEN_LOOKS = 8192;

    private final String text;
    private final Deadline deadline;
    private int steps;
    private long before;

    WatchedText(String text, Deadline deadline) {
        this.text = text;
        this.deadline = deadline;
    }

    /** Throws when the time is up or the thread is asked to stop. */
    void look() {
        if (deadline.passed() || Thread.currentThread().isInterrupted()) {
            throw new OutOfTime();
        }
    }

    @Override
    public char charAt(int index) {
        if (++steps == STEPS_BETWEEN_LOOKS) {
            before += steps;
            steps = 0;
            look();
        }
        return text.charAt(index);
    }

    /** How often a character was read so far: the work that the text makes. */
    long steps() {
        return before + steps;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
