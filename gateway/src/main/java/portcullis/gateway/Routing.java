package portcullis.gateway;

/**
 * How a model's targets are chosen.
 *
 * @param hedge whether a second target is asked when the first one is late with its first token
 */
public record Routing(Strategy strategy, boolean hedge) {

    /** In the configured order, one at a time. */
    public static final Routing STANDARD = new Routing(Strategy.ORDERED, false);
}
