package portcullis.gateway.receive;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a caller asks for, as far as the journey must know it.
 *
 * @param model the model's name as the caller wrote it
 * @param usage true when a streamed answer shall end with a usage event
 * @param temperature empty when the caller left it to the model
 * @param tools true when the model may call tools
 * @param logprobs true when the answer carries token probabilities, which no {@code Piece} holds
 * @param keeping what shall be kept for later requests
 * @param betas names of the vendor's trials that the caller takes part in
 */
public record Wishes(
        String model,
        boolean streamed,
        boolean usage,
        OptionalDouble temperature,
        boolean tools,
        boolean logprobs,
        Keeping keeping,
        List<String> betas) {
    public Wishes {
        betas = List.copyOf(betas);
    }
}
