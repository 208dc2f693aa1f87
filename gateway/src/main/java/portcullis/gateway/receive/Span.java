package portcullis.gateway.receive;

/** A stretch of the body in bytes; {@code end} is one past the last. */
public record Span(int start, int end) {}
