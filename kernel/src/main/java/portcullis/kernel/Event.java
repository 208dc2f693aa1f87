package portcullis.kernel;

/**
 * A typed fact for the log. Implemented by records only, whose components are ids of the kernel,
 * enums, numbers, booleans, {@code Duration}, {@code Instant}, {@link Label}, or {@code Optional}
 * of these. There is no component that can carry text; a house rule checks it (invariant 9).
 */
public interface Event {}
