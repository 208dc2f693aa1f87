package portcullis.gateway.remember;

/**
 * How often a question was asked since the start of the process.
 *
 * @param mark 8 hex digits of a keyed hash of the masked question
 * @param model as callers name it
 * @param free of {@code asked}, how often no call of its own was needed
 */
public record Pattern(String mark, String model, long asked, long free) {}
