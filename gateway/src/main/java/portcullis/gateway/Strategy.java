package portcullis.gateway;

/** In which order a model's targets are asked. Whatever fails is followed by the next in order. */
public enum Strategy {
    /** As configured. */
    ORDERED,
    /**
     * Drawn anew for each call; a target of weight 3 comes first three times as often as one of 1.
     */
    WEIGHTED,
    /** The quicker of two drawn at random, by a latency that is forgotten within a minute. */
    LEAST_LATENCY,
    /** By the price of a million tokens in and a million tokens out. */
    CHEAPEST
}
