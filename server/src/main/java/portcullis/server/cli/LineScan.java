package portcullis.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.privacy.Finding;

/** Reads many texts in one process: a JSON object a line, and one as its result. */
final class LineScan {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;
    private final TextScan scan;
    private int worst;

    LineScan(Terminal terminal, TextScan scan) {
        this.terminal = terminal;
        this.scan = scan;
    }

    /** The exit code; a line that cannot be read has its own result and stops nothing. */
    int read(InputStream in) throws IOException {
        try (Lines lines = new Lines(in)) {
            long number = 1;
            while (next(lines, number)) {
                number++;
            }
        }
        return worst;
    }

    /** False at the end. */
    private boolean next(Lines lines, long number) throws IOException {
        try {
            Optional<String> line = lines.next();
            line.filter(text -> !text.isBlank()).ifPresent(text -> scanned(text, number));
            return line.isPresent();
        } catch (TextFile.Unreadable reason) {
            failed(ShownFindings.object().put("line", number), reason.reason());
            return true;
        }
    }

    private void scanned(String line, long number) {
        JsonNode row = tree(line);
        ObjectNode shown = ShownFindings.object();
        if (row.has("id")) {
            shown.set("id", row.get("id"));
        } else {
            shown.put("line", number);
        }
        if (!row.path("text").isTextual()) {
            failed(shown, "has no field text");
            return;
        }
        switch (scan.read(row.get("text").textValue())) {
            case Outcome.Refused<List<Finding>>(Refusal refusal) ->
                    failed(shown, refusal.code().name());
            case Outcome.Passed<List<Finding>>(List<Finding> findings) -> {
                worst = Math.max(worst, findings.isEmpty() ? Exits.OK : Exits.FAILED);
                terminal.say(ShownFindings.json(shown, findings).toString());
            }
        }
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException broken) {
            throw new TextFile.Unreadable("is not JSON");
        }
    }

    private void failed(ObjectNode shown, String reason) {
        worst = Exits.USAGE;
        terminal.say(shown.put("error", reason).toString());
    }
}
