package portcullis.server.settings;

import java.util.List;
import java.util.Locale;

/**
 * One key of the configuration.
 *
 * @param path where it stands; {@code []} is the place of an item's number
 * @param fallback the value when nobody says anything; empty for none
 * @param aliases environment names of earlier products that mean the same
 */
record Key(
        String path,
        Kind kind,
        String fallback,
        String meaning,
        List<String> aliases,
        boolean required) {

    static Key of(String path, Kind kind, String fallback, String meaning) {
        return new Key(path, kind, fallback, meaning, List.of(), false);
    }

    static Key needed(String path, Kind kind, String meaning) {
        return new Key(path, kind, "", meaning, List.of(), true);
    }

    Key alias(String... names) {
        return new Key(path, kind, fallback, meaning, List.of(names), required);
    }

    boolean inList() {
        return path.contains("[]");
    }

    /** The environment name of a key or of one place: {@code providers[0].name} or pattern. */
    static String environmentName(String place) {
        return "PORTCULLIS_"
                + place.toUpperCase(Locale.ROOT)
                        .replace("[]", ".<n>")
                        .replaceAll("\\[(\\d+)]", ".$1")
                        .replace('.', '_')
                        .replace('-', '_')
                        .replace("<N>", "<n>");
    }
}
