package portcullis.server.http;

import java.util.List;
import portcullis.kernel.Label;

/** Which policies a visit takes from (GOV-23); every one of them must admit it. */
public enum Limiting {
    /** None: the route costs nobody anything, or has no caller. */
    NOTHING,
    /** One request of everything that is not a model call. */
    REQUEST,
    /** One request and a document's bytes. */
    UPLOAD,
    /** One request and the bytes of a text that is read for protected information. */
    SCAN,
    /** One request to look after the house. */
    HEALTH,
    /** One request and tokens by the size of the body; the journey settles them. */
    TOKENS;

    /** The names of the policies. */
    public List<Label> policies() {
        return switch (this) {
            case NOTHING -> List.of();
            case REQUEST -> List.of(new Label("general"));
            case UPLOAD -> List.of(new Label("general"), new Label("upload"));
            case SCAN -> List.of(new Label("general"), new Label("scan"));
            case HEALTH -> List.of(new Label("health"));
            case TOKENS -> List.of(new Label("default"));
        };
    }
}
