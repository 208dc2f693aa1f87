package portcullis.gateway;

import portcullis.kernel.Label;

/**
 * Where a model's answers may come from.
 *
 * @param provider a provider's name in the configuration
 * @param model the vendor's own name of the model; sent upstream as it stands
 * @param price what its tokens cost
 * @param traits what else its choice may depend on
 */
public record Target(Label provider, String model, Price price, Traits traits) {

    /**
     * What a strategy and the router look at.
     *
     * @param weight share of a weighted strategy, 1 or more
     * @param window tokens that question and answer may have together
     * @param maxOutput tokens of an answer to a request that sets no bound itself; sent upstream
     *     when a budget applies (GOV-29)
     */
    public record Traits(int weight, int window, int maxOutput) {
        /** Tokens of an answer when nobody says how many. */
        public static final int STANDARD_OUTPUT = 4_096;

        public static final Traits STANDARD = new Traits(1, 4_096);

        public Traits {
            if (weight < 1 || window < 1 || maxOutput < 1) {
                throw new IllegalArgumentException("weight, window and output are at least 1");
            }
        }

        public Traits(int weight, int window) {
            this(weight, window, STANDARD_OUTPUT);
        }
    }

    public Target(Label provider, String model, Price price) {
        this(provider, model, price, Traits.STANDARD);
    }

    /** A target whose price nobody knows; no budget may apply to it. */
    public Target(Label provider, String model) {
        this(provider, model, Price.UNKNOWN);
    }

    /** {@code provider/model}, as shown in {@code x-portcullis-target} and in receipts. */
    public Label label() {
        return new Label(provider.value() + "/" + model);
    }
}
