package portcullis.providers.openai;

import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Signals;
import portcullis.governance.audit.EgressPermit;
import portcullis.providers.Surroundings;
import portcullis.providers.Vendor;
import portcullis.providers.line.Line;

/** A vendor that speaks OpenAI's chat completions, plain and streamed, and its embeddings. */
public final class OpenAiProvider implements Provider {
    private final Line line;

    private OpenAiProvider(Line line) {
        this.line = line;
    }

    /**
     * Opens the provider; connects to nothing yet.
     *
     * @throws IllegalArgumentException when the vendor's base is not an http or https address
     */
    public static OpenAiProvider open(Vendor vendor, Surroundings surroundings) {
        ChatTongue tongue = new ChatTongue(vendor, surroundings.clock());
        return new OpenAiProvider(new Line(surroundings.vertx(), vendor, tongue));
    }

    @Override
    public Attempt call(Ask ask, EgressPermit permit, Signals signals) {
        return line.call(ask, permit, signals);
    }

    /** The vendor alone knows which of its models do. */
    @Override
    public boolean embeds(String model) {
        return true;
    }
}
