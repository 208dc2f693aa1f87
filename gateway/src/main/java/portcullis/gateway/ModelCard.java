package portcullis.gateway;

import java.time.Instant;
import portcullis.kernel.Label;

/**
 * One entry of the model list.
 *
 * @param name what callers write into {@code model}
 * @param since when this server began to offer it
 * @param owner shown as {@code owned_by}
 */
public record ModelCard(Label name, Instant since, Label owner) {}
