package portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** OpenAI's official npm package. */
record NpmSdk(String base, String key, String model) {

    /** Runs one task of {@code chat.mjs} and returns what the package understood. */
    JsonNode run(String task, String text) throws IOException, InterruptedException {
        return run("chat.mjs", task, text);
    }

    /** Runs one task of a script. */
    JsonNode run(String script, String task, String text) throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("OPENAI_BASE_URL", base, "OPENAI_API_KEY", key, "SDK_MODEL", model);
        return new NodeScript(script, "openai", environment).run(task, text);
    }
}
