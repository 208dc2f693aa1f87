package portcullis.gateway.keep;

import java.time.Instant;
import java.util.Optional;

/**
 * A response as it is kept. Its text is in the clear: only a store that seals it may write it down.
 *
 * @param expires from then on it is gone
 * @param runningUntil the moment after which an answer that has not come will not come; empty when
 *     the answer is there
 * @param input the request's input items, earlier turns included: one JSON array
 * @param response one JSON document
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Kept(
        ResponseId id,
        Owner owner,
        Instant created,
        Instant expires,
        Optional<Instant> runningUntil,
        byte[] input,
        byte[] response) {}
