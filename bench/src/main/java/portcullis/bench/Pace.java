package portcullis.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a paced stream goes; it travels to the paced vendor in the model's name.
 *
 * @param millis between two events
 * @param events with a token each
 */
record Pace(int millis, int events) {
    private static final Pattern MODEL = Pattern.compile("\"paced-(\\d{1,5})-(\\d{1,5})\"");

    String model() {
        return String.format(Locale.ROOT, "paced-%d-%d", millis, events);
    }

    static Optional<Pace> asked(String body) {
        Matcher model = MODEL.matcher(body);
        return model.find()
                ? Optional.of(
                        new Pace(
                                Integer.parseInt(model.group(1)), Integer.parseInt(model.group(2))))
                : Optional.empty();
    }
}
