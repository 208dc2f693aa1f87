package portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One server-sent event.
 *
 * @param name {@code message} when the stream names none
 */
record Told(String name, String data) {

    /** All events of a stream that has ended; comments and keep-alives are left out. */
    static List<Told> in(String stream) {
        List<Told> events = new ArrayList<>();
        for (String block : stream.split("\n\n")) {
            String name = "message";
            StringBuilder data = new StringBuilder();
            for (String line : block.split("\n")) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                }
            }
            if (!data.isEmpty()) {
                events.add(new Told(name, data.toString()));
            }
        }
        return events;
    }

    JsonNode json() {
        return Caller.read(data);
    }
}
