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
                                "(?<![\\p{L}\\p{N}])(?i:https?|ftps?|sftp|wss?|ssh|git|s3|gs|l"
                                        + "daps?|smb|nfs|mailto|hxxps?)://[^\\s<>\"`|\\\\^]{1,"
                                        + "2000}(?"
                                        + "<![.,;:!?)\\]}'])"),
                Rule.of("url-www", EntityType.URL, Anchor.WORD)
                        .starts("www")
                        .base(0.85)
                        .distinctive()
                        .open(
                                "(?<![\\p{L}\\p{N}])(?i:www)\\.[^\\s<>\"`|\\\\^]{3,2000}(?<![."
                                        + ",;:!?)\\]}'])"));
    }
}
