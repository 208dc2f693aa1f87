package portcullis.server.http;

import java.util.List;
import java.util.stream.Stream;
import portcullis.kernel.Label;

/** Which policies a visit takes from (GOV-23); every one of them must admit it. */
public enum Limiting {
    /** None: the route costs nobody anything, or has no caller. */
    NOTHING,
    /** One request of everything that is not a model call. */
    REQUEST("general"),
    /** One request and a document's bytes. */
    UPLOAD("general", "upload"),
    /** One request to look after the house. */
    HEALTH("health"),
    /** One request and tokens by the size of the body; the journey settles them. */
    TOKENS("default");

    private final List<Label> policies;

    Limiting(String... policies) {
        this.policies = Stream.of(policies).map(Label::new).toList();
    }

    public List<Label> policies() {
        return policies;
    }
}
