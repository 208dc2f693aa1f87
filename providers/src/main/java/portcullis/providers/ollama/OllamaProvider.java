package portcullis.providers.ollama;

import portcullis.gateway.route.Provider;
import portcullis.providers.Surroundings;
import portcullis.providers.Vendor;
import portcullis.providers.line.Line;

/** A server that speaks Ollama's {@code /api/chat}, plain and streamed. */
public final class OllamaProvider {
    private OllamaProvider() {}

    /**
     * Opens the provider; connects to nothing yet. The base is the server's address without a path,
     * such as {@code http://127.0.0.1:11434}.
     *
     * @throws IllegalArgumentException when the vendor's base is not an http or https address
     */
    public static Provider open(Vendor vendor, Surroundings surroundings) {
        OllamaTongue tongue = new OllamaTongue(vendor.key(), surroundings.clock());
        return new Line(surroundings.vertx(), vendor, tongue);
    }
}
