package portcullis.server.http;

/** The methods that routes know. HEAD is answered like GET without a body. */
public enum Verb {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
}
