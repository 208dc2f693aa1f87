package portcullis.testkit.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Plays a streamed answer: one event, one transfer chunk, one write. */
final class Streaming {
    private static final String COMMENT = ": OPENROUTER PROCESSING\n\n";

    private final Wire wire;
    private final Turn turn;
    private final Runnable played;

    Streaming(Wire wire, Turn turn, Runnable played) {
        this.wire = wire;
        this.turn = turn;
        this.played = played;
    }

    void stream(Speech speech, Map<String, String> headers) throws IOException {
        List<byte[]> events = events(speech);
        headers.put("transfer-encoding", "chunked");
        wire.head(turn.status(), headers);
        if (turn.fault() == Fault.SILENCE_AFTER_HEAD) {
            wire.silence();
        }
        if (turn.fault() == Fault.GZIP) {
            packed(events);
            return;
        }
        int middle = Player.middle(turn, events);
        for (int i = 0; i < events.size(); i++) {
            wire.pause(i == 0 ? turn.pace().beforeFirst() : turn.pace().between());
            if (i == middle && !goesOn(speech)) {
                return;
            }
            wire.chunk(events.get(i));
        }
        end();
    }

    /** Strikes when the script's fault belongs in the middle; false when nothing may follow. */
    private boolean goesOn(Speech speech) throws IOException {
        switch (turn.fault()) {
            case CUT -> finish(wire::cut);
            case RESET -> finish(wire::reset);
            case STALL -> wire.silence();
            case BAD_FRAMING ->
                    finish(
                            () ->
                                    wire.raw(
                                            "zz\r\nnot a chunk\r\n"
                                                    .getBytes(StandardCharsets.US_ASCII)));
            case CUT_IN_CHARACTER -> finish(() -> cutInCharacter(speech));
            case ERROR_EVENT -> finish(() -> error(speech));
            case MALFORMED_EVENT ->
                    wire.chunk(framed(speech, "{\"choices\":[{\"index\":0,\"delta\":{\"con"));
            case HUGE_EVENT -> wire.chunk(framed(speech, speech.extra(Player.huge())));
            case NONE,
                    RESET_BEFORE_HEAD,
                    CLOSE_BEFORE_HEAD,
                    SILENCE,
                    SILENCE_AFTER_HEAD,
                    NO_DONE,
                    NO_DONE_NO_END,
                    DOUBLE_DONE,
                    BYTE_BY_BYTE,
                    GZIP,
                    HTML_PAGE,
                    CRLF_AND_COMMENTS,
                    CR_LINES,
                    CLOSE_AFTER -> {
                return true;
            }
        }
        return turn.fault() == Fault.MALFORMED_EVENT || turn.fault() == Fault.HUGE_EVENT;
    }

    private void end() throws IOException {
        if (turn.fault() == Fault.NO_DONE_NO_END) {
            wire.silence();
        }
        finish(wire::lastChunk);
        if (turn.fault() == Fault.CLOSE_AFTER) {
            wire.cut();
        }
    }

    /** Marked as played first: the client may react to the last bytes before this thread does. */
    private void finish(Player.Step step) throws IOException {
        played.run();
        step.go();
    }

    private void error(Speech speech) throws IOException {
        wire.chunk(framed(speech, speech.error()));
        wire.lastChunk();
    }

    private void cutInCharacter(Speech speech) throws IOException {
        byte[] event = framed(speech, speech.extra("caf\u00e9"));
        int at = 0;
        while (event[at] >= 0) {
            at++;
        }
        wire.chunk(Arrays.copyOf(event, at + 1));
        wire.cut();
    }

    private void packed(List<byte[]> events) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] event : events) {
            all.write(event);
        }
        wire.chunk(Player.gzip(all.toByteArray()));
        finish(wire::lastChunk);
    }

    private List<byte[]> events(Speech speech) {
        List<byte[]> events = new ArrayList<>();
        speech.chunks().forEach(chunk -> events.add(framed(speech, chunk)));
        for (int mark = 0; mark < endMarks(speech); mark++) {
            events.add(framed(speech, speech.endMark()));
        }
        return events;
    }

    private int endMarks(Speech speech) {
        if (speech.endMark().isEmpty()) {
            return 0;
        }
        return switch (turn.fault()) {
            case NO_DONE, NO_DONE_NO_END -> 0;
            case DOUBLE_DONE -> 2;
            default -> 1;
        };
    }

    private byte[] framed(Speech speech, String document) {
        return ended(speech.framed(document)).getBytes(StandardCharsets.UTF_8);
    }

    private String ended(String event) {
        if (turn.fault() == Fault.CRLF_AND_COMMENTS) {
            return (COMMENT + event).replace("\n", "\r\n");
        }
        return turn.fault() == Fault.CR_LINES ? event.replace("\n", "\r") : event;
    }
}
