package portcullis.gateway;

/** The kinds of places of a request where text can stand (SCR-76). */
public enum RequestPart {
    SYSTEM,
    HISTORY,
    USER,
    ASSISTANT,
    TOOL_DEFINITION,
    ARGUMENTS,
    RESULT,
    IMAGE,
    AUDIO,
    FILE,
    METADATA,
    SCHEMA,
    STOP,
    HEADERS,
    UNKNOWN
}
