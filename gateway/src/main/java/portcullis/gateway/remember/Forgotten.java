package portcullis.gateway.remember;

/**
 * What an invalidation did.
 *
 * @param here entries that this process forgot
 * @param everywhere false when the shared memory could not be reached; then ask again
 */
public record Forgotten(int here, boolean everywhere) {}
