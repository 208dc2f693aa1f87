package portcullis.privacy.entities;

import java.util.List;
import portcullis.privacy.EntityType;

/** Web addresses with their user and query parts (N). */
final class Links {
    private Links() {}

    static List<Rule> rules() {
        return List.of(
                Rule.of("url", EntityType.URL, Anchor.SCHEME)
                        .base(0.85)
                        .distinctive()
                        .open(
                                "(?<![\\p{L}\\p{N}])(?!(?i:file):)[A-Za-z][A-Za-z0-9+]{1,23}://"
                                        + "[^\\s<>\"`|\\\\^]{1,2000}(?<![.,;:!?)\\]}'])"),
                Rule.of("url-host", EntityType.URL, Anchor.BEFORE_WORD)
                        .starts("com org net edu gov info biz")
                        .base(0.45)
                        .distinctive()
                        .context("website site url link portal online web visit")
                        .open(
                                "(?<![\\p{L}\\p{N}@])(?i:(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,4}"
                                        + "(?:com|org|net|edu|gov|info|biz)(?:\\.[a-z]{2})?)"
                                        + "(?::[0-9]{2,5})?(?![\\p{L}\\p{N}@(])"
                                        + "(?:[/?#][^\\s<>\"`|\\\\^]{0,2000}(?<![.,;:!?)\\]}']))?"),
                Rule.of("url-www", EntityType.URL, Anchor.WORD)
                        .starts("www")
                        .base(0.85)
                        .distinctive()
                        .open(
                                "(?<![\\p{L}\\p{N}])(?i:www)\\.[^\\s<>\"`|\\\\^]{3,2000}(?<![."
                                        + ",;:!?)\\]}'])"));
    }
}
