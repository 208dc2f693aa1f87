package portcullis.providers.gemini;

import portcullis.gateway.route.Provider;
import portcullis.providers.Surroundings;
import portcullis.providers.Vendor;
import portcullis.providers.line.Line;

/** A vendor that speaks the Gemini API ({@code generateContent}), plain and streamed. */
public final class GeminiProvider {
    private GeminiProvider() {}

    /**
     * Opens the provider; connects to nothing yet. The base ends in the API's version, such as
     * {@code https://generativelanguage.googleapis.com/v1beta}.
     *
     * @throws IllegalArgumentException when the vendor's base is not an http or https address
     */
    public static Provider open(Vendor vendor, Surroundings surroundings) {
        GeminiTongue tongue = new GeminiTongue(vendor.key(), surroundings.clock());
        return new Line(surroundings.vertx(), vendor, tongue);
    }
}
