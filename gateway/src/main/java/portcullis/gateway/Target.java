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
     */
    public record Traits(int weight, int window) {
        public static final Traits STANDARD = new Traits(1, 4_096);

        public Traits {
            if (weight < 1 || window < 1) {
                throw new IllegalArgumentException("weight and window are at least 1");
            }
        }
    }

    public Target(Label provider, String model, Price price) {
        this(provider, model, price, Traits.STANDARD);
    }

    /** A target that costs nothing. */
    public Target(Label provider, String model) {
        this(provider, model, Price.FREE);
    }

    /** {@code provider/model}, as shown in {@code x-portcullis-target} and in receipts. */
    public Label label() {
        return new Label(provider.value() + "/" + model);
    }
}
