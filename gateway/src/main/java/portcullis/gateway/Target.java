package portcullis.gateway;

import portcullis.kernel.Label;

/**
 * Where a model's answers may come from.
 *
 * @param provider a provider's name in the configuration
 * @param model the vendor's own name of the model; sent upstream as it stands
 * @param price what its tokens cost
 */
public record Target(Label provider, String model, Price price) {

    /** A target that costs nothing. */
    public Target(Label provider, String model) {
        this(provider, model, Price.FREE);
    }

    /** {@code provider/model}, as shown in {@code x-portcullis-target} and in receipts. */
    public Label label() {
        return new Label(provider.value() + "/" + model);
    }
}
