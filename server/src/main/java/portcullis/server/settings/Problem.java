package portcullis.server.settings;

/** Why a configuration is refused: the place, and a sentence that never repeats a value. */
public record Problem(String place, String sentence) {
    @Override
    public String toString() {
        return place + ": " + sentence;
    }
}
