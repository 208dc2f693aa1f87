package portcullis.server.settings;

/**
 * A value and who gave it: {@code flag}, {@code environment NAME}, {@code file line 3} or {@code
 * default}.
 */
record Sourced(String value, String source) {}
