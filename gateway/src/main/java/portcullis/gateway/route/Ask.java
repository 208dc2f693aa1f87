package portcullis.gateway.route;

import portcullis.gateway.screen.Screened;
import portcullis.kernel.Deadline;

/**
 * One attempt's question.
 *
 * @param model the vendor's name of the model
 * @param deadline the end of the whole attempt
 */
public record Ask(Screened request, String model, Timeouts timeouts, Deadline deadline) {}
