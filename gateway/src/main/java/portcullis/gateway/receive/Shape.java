package portcullis.gateway.receive;

import com.fasterxml.jackson.core.JsonToken;

/** The types that fields of a request may have; {@code null} always means "not given". */
enum Shape {
    /** Known to the dialect and not to this house. */
    NEVER,
    TEXT,
    FLAG,
    NUMBER,
    INTEGER,
    LIST,
    OBJECT,
    TEXT_OR_LIST,
    TEXT_OR_OBJECT;

    /** False when a known field of this place has a type it may not have. */
    static boolean fits(Place place, String name, JsonToken token) {
        Shape shape = place.shapes().get(name);
        return shape == null || token == JsonToken.VALUE_NULL || shape.accepts(token);
    }

    private boolean accepts(JsonToken token) {
        return switch (this) {
            case NEVER -> false;
            case TEXT -> token == JsonToken.VALUE_STRING;
            case FLAG -> token.isBoolean();
            case NUMBER -> token.isNumeric();
            case INTEGER -> token == JsonToken.VALUE_NUMBER_INT;
            case LIST -> token == JsonToken.START_ARRAY;
            case OBJECT -> token == JsonToken.START_OBJECT;
            case TEXT_OR_LIST -> token == JsonToken.VALUE_STRING || token == JsonToken.START_ARRAY;
            case TEXT_OR_OBJECT ->
                    token == JsonToken.VALUE_STRING || token == JsonToken.START_OBJECT;
        };
    }
}
