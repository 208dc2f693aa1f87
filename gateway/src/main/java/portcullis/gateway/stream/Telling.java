package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.Edit;
import portcullis.gateway.JsonText;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.screen.Screened;
import portcullis.privacy.restore.Restoring;

/**
 * One answer on its way to one caller. Placeholders of this request become values again, each text
 * with its own state machine (SCR-35 to SCR-37); what needs no change keeps its bytes. Confined to
 * the call.
 */
public final class Telling {
    private static final byte[] DONE = JsonText.ascii("data: [DONE]\n\n");
    private static final byte[] DATA = JsonText.ascii("data: ");
    private static final byte[] BEAT = JsonText.ascii(": heartbeat\n\n");

    private final Screened request;
    private final JsonFactory json;
    private final ChatWriter writer;
    private final Map<Voice, Restoring> voices = new LinkedHashMap<>();
    private Optional<Head> head = Optional.empty();

    Telling(Screened request, JsonFactory json) {
        this.request = request;
        this.json = json;
        this.writer = new ChatWriter(json);
    }

    /**
     * The events that one frame of a streamed answer becomes; none when it is not for the caller.
     */
    public List<byte[]> event(Frame frame) {
        if (isUnwantedUsage(frame)) {
            return List.of();
        }
        return request.mapping().isEmpty() ? List.of(framed(frame.json())) : restored(frame.json());
    }

    /** The last events of a complete answer: what was still held, and the end mark, once. */
    public List<byte[]> end() {
        List<byte[]> events = new ArrayList<>();
        head.ifPresent(known -> events.addAll(rest(known, List.copyOf(voices.keySet()))));
        events.add(DONE.clone());
        return events;
    }

    /** A comment that keeps the connection alive (GTW-17). */
    public byte[] heartbeat() {
        return BEAT.clone();
    }

    /** A comment with the phases of the call. */
    public byte[] comment(String ascii) {
        return JsonText.ascii(": " + ascii + "\n\n");
    }

    /** A whole answer as one document. */
    public byte[] whole(Frame frame) {
        if (request.mapping().isEmpty()) {
            return frame.json();
        }
        List<Edit> edits = new ArrayList<>();
        for (Slot slot : Scan.of(json, frame.json()).slots()) {
            Restoring voice = voice(slot.voice());
            edit(slot, voice.feed(slot.text()) + voice.finish(), edits);
        }
        return Edit.splice(frame.json(), edits);
    }

    /** The frames of a whole answer, as if it had been streamed. */
    public List<Frame> asEvents(Frame whole) {
        Head shared = Scan.of(json, whole.json()).head();
        List<Frame> events = new ArrayList<>();
        whole.pieces().stream()
                .map(Telling::choice)
                .flatMap(Optional::stream)
                .distinct()
                .forEach(choice -> events.add(frame(whole, writer.opening(shared, choice))));
        for (Piece piece : whole.pieces()) {
            byte[] chunk = writer.piece(shared, piece);
            events.add(new Frame(whole.dialect(), chunk, List.of(piece)));
        }
        return events;
    }

    /** The events of a complete streamed answer, as one document. */
    public Frame asWhole(List<Frame> events) {
        Frame first = events.getFirst();
        Head shared = Scan.of(json, first.json()).head();
        return frame(first, WholeWriter.join(writer, shared, events));
    }

    private static Frame frame(Frame like, byte[] document) {
        return new Frame(like.dialect(), document, List.of());
    }

    private static Optional<Integer> choice(Piece piece) {
        return switch (piece) {
            case Piece.Text text -> Optional.of(text.choice());
            case Piece.Reasoning reasoning -> Optional.of(reasoning.choice());
            case Piece.Declined declined -> Optional.of(declined.choice());
            case Piece.ToolCall call -> Optional.of(call.choice());
            case Piece.ToolArguments arguments -> Optional.of(arguments.choice());
            case Piece.Finished finished -> Optional.of(finished.choice());
            case Piece.Used _ -> Optional.empty();
        };
    }

    /** We always ask for the usage; a caller who did not gets no event of it. */
    private boolean isUnwantedUsage(Frame frame) {
        boolean onlyUsage =
                !frame.pieces().isEmpty()
                        && frame.pieces().stream().allMatch(piece -> piece instanceof Piece.Used);
        return onlyUsage && !request.wishes().usage() && Scan.of(json, frame.json()).choices() == 0;
    }

    private List<byte[]> restored(byte[] chunk) {
        Outline outline = Scan.of(json, chunk);
        head = head.or(() -> Optional.of(outline.head()));
        List<Edit> edits = new ArrayList<>();
        List<Voice> ending = new ArrayList<>();
        voices.keySet().stream()
                .filter(voice -> outline.finished().contains(voice.choice()))
                .forEach(ending::add);
        for (Slot slot : outline.slots()) {
            String text = voice(slot.voice()).feed(slot.text());
            boolean last = outline.finished().contains(slot.voice().choice());
            edit(slot, last ? text + close(slot.voice()) : text, edits);
            ending.remove(slot.voice());
        }
        List<byte[]> events = new ArrayList<>(rest(outline.head(), ending));
        events.add(framed(Edit.splice(chunk, edits)));
        return events;
    }

    private List<byte[]> rest(Head shared, List<Voice> ending) {
        List<byte[]> events = new ArrayList<>();
        for (Voice voice : ending) {
            String held = close(voice);
            if (!held.isEmpty()) {
                events.add(framed(writer.saying(shared, voice, held)));
            }
        }
        return events;
    }

    private static void edit(Slot slot, String text, List<Edit> edits) {
        if (!text.equals(slot.text())) {
            edits.add(new Edit(slot.span().start(), slot.span().end(), JsonText.quoted(text)));
        }
    }

    private Restoring voice(Voice voice) {
        return voices.computeIfAbsent(voice, _ -> request.mapping().restoring(level(voice)));
    }

    private String close(Voice voice) {
        Restoring restoring = voices.remove(voice);
        return restoring == null ? "" : restoring.finish();
    }

    private static Restoring.Level level(Voice voice) {
        return voice.tool() == Voice.NO_TOOL ? Restoring.Level.TEXT : Restoring.Level.JSON_STRING;
    }

    /** One event. Line breaks in JSON are only space between tokens, and would end the event. */
    private static byte[] framed(byte[] document) {
        int start = DATA.length;
        byte[] event = new byte[start + document.length + 2];
        System.arraycopy(DATA, 0, event, 0, start);
        System.arraycopy(document, 0, event, start, document.length);
        for (int i = start; i < start + document.length; i++) {
            if (event[i] == '\n' || event[i] == '\r') {
                event[i] = ' ';
            }
        }
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }
}
