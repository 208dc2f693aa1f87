package portcullis.server.settings;

import java.util.List;
import java.util.Set;

/**
 * The vendor languages that a configuration may name, and those this version serves. A dialect that
 * becomes available moves by one line.
 */
final class Dialects {
    static final String OFFLINE = "offline";
    static final Set<String> SERVED = Set.of("openai", "anthropic", OFFLINE);
    static final List<String> KNOWN = List.of("openai", "anthropic", "gemini", "ollama", OFFLINE);

    private Dialects() {}
}
