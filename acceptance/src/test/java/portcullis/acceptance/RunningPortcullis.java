package portcullis.acceptance;

import java.net.URI;

/** A started server, as its users see it. */
public interface RunningPortcullis {
    /** Where it answers, such as {@code http://127.0.0.1:8080}; without a path. */
    URI base();

    /** A key that may call models. */
    String key();

    /** Where the OpenAI API begins: what a user gives an SDK as base URL. */
    default String openAi() {
        return base() + "/v1";
    }
}
