package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import portcullis.gateway.Dialect;
import portcullis.gateway.Edit;
import portcullis.gateway.JsonText;
import portcullis.gateway.SpokenRefusal;
import portcullis.gateway.receive.Span;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.screen.Screened;
import portcullis.kernel.Refusal;

/**
 * Tells in the OpenAI chat dialect. A vendor's own chunks keep their bytes where nothing needs
 * changing; anything else is written from its pieces.
 */
final class ChatTelling implements Telling {
    private static final byte[] DONE = JsonText.ascii("data: [DONE]\n\n");
    private static final byte[] NULL = JsonText.ascii("null");
    private static final byte[] BEAT = JsonText.ascii(": heartbeat\n\n");

    private final Screened request;
    private final JsonFactory json;
    private final ChatWriter writer;
    private final LongSupplier epochSecond;
    private final Voices voices;
    private final BitSet begun = new BitSet();
    private Optional<byte[]> first = Optional.empty();
    private Optional<Head> head = Optional.empty();
    private boolean retelling;

    ChatTelling(Screened request, JsonFactory json, Voices voices, LongSupplier epochSecond) {
        this.request = request;
        this.json = json;
        this.voices = voices;
        this.writer = new ChatWriter(json);
        this.epochSecond = epochSecond;
    }

    @Override
    public List<byte[]> event(Frame frame) {
        voices.hear(frame);
        if (isNative(frame)) {
            return passed(frame);
        }
        List<byte[]> events = retold(frame.pieces());
        retelling |= !events.isEmpty(); // one id for all chunks, also of a vendor that mixes
        return events;
    }

    private boolean isNative(Frame frame) {
        return !retelling && frame.spoken().equals(Optional.of(Dialect.OPENAI_CHAT));
    }

    private List<byte[]> passed(Frame frame) {
        first = first.or(() -> Optional.of(frame.json()));
        frame.pieces().forEach(piece -> choice(piece).ifPresent(begun::set));
        if (isUnwantedUsage(frame)) {
            return List.of();
        }
        return restored(frame.json());
    }

    private List<byte[]> retold(List<Piece> pieces) {
        List<byte[]> events = new ArrayList<>();
        for (Piece piece : pieces) {
            choice(piece)
                    .filter(choice -> !begun.get(choice))
                    .ifPresent(
                            choice -> {
                                begun.set(choice);
                                events.add(Sse.data(writer.opening(head(), choice)));
                            });
            retell(piece, events);
        }
        return events;
    }

    private void retell(Piece piece, List<byte[]> events) {
        switch (piece) {
            case Piece.Used used -> {
                if (request.wishes().usage()) {
                    events.add(Sse.data(writer.piece(head(), used)));
                }
            }
            case Piece.ToolCall call -> events.add(Sse.data(writer.piece(head(), call)));
            case Piece.Finished finished -> {
                events.addAll(rest(head(), voices.of(finished.choice())));
                events.add(Sse.data(writer.piece(head(), finished)));
            }
            case Piece.Text(int choice, String text) ->
                    say(new Voice(choice, "content", Voice.NO_TOOL), text, events);
            case Piece.Reasoning(int choice, String text) ->
                    say(new Voice(choice, "reasoning_content", Voice.NO_TOOL), text, events);
            case Piece.Declined(int choice, String text) ->
                    say(new Voice(choice, "refusal", Voice.NO_TOOL), text, events);
            case Piece.ToolArguments(int choice, int index, String fragment) ->
                    say(new Voice(choice, "arguments", index), fragment, events);
            case Piece.Opaque _, Piece.Counted _ -> {
                // nothing that a chat can hold
            }
        }
    }

    private void say(Voice voice, String text, List<byte[]> events) {
        String said = voices.feed(voice, text);
        if (!said.isEmpty()) {
            events.add(Sse.data(writer.saying(head(), voice, said)));
        }
    }

    /** That of the first chunk a vendor sent; our own when none came in this dialect. */
    private Head head() {
        Head known =
                head.or(() -> first.map(chunk -> Scan.of(json, chunk).head()))
                        .orElseGet(this::ownHead);
        head = Optional.of(known);
        return known;
    }

    private Head ownHead() {
        String id = "chatcmpl-" + request.request().value();
        return new Head(id, epochSecond.getAsLong(), request.wishes().model());
    }

    @Override
    public void handOver() {
        retelling = true;
    }

    @Override
    public List<byte[]> end() {
        List<byte[]> events = new ArrayList<>();
        if (!voices.all().isEmpty()) {
            events.addAll(rest(head(), voices.all()));
        }
        events.add(DONE.clone());
        return events;
    }

    @Override
    public List<byte[]> failed(Refusal refusal) {
        List<byte[]> events = new ArrayList<>();
        for (Voice voice : voices.all()) {
            String rest = voices.rest(voice, refusal);
            if (!rest.isEmpty()) {
                events.add(Sse.data(writer.saying(head(), voice, rest)));
            }
        }
        events.add(SpokenRefusal.of(Dialect.OPENAI_CHAT, request.request(), refusal).event());
        return events;
    }

    @Override
    public long masked() {
        return voices.masked();
    }

    @Override
    public byte[] heartbeat() {
        return BEAT.clone();
    }

    @Override
    public byte[] comment(String ascii) {
        return Sse.comment(ascii);
    }

    @Override
    public byte[] whole(Frame frame) {
        voices.hear(frame);
        if (!isNative(frame)) {
            return WholeWriter.join(writer, head(), frame.pieces(), voices);
        }
        List<Edit> edits = new ArrayList<>();
        Outline outline = Scan.of(json, frame.json());
        for (Slot slot : outline.slots()) {
            edit(slot, said(slot), edits);
        }
        if (voices.masked() > 0) {
            outline.tokens().values().forEach(tokens -> edits.add(nothing(tokens)));
        }
        edits.sort(Comparator.comparingInt(Edit::start));
        return Edit.splice(frame.json(), edits);
    }

    private static Optional<Integer> choice(Piece piece) {
        return switch (piece) {
            case Piece.Text text -> Optional.of(text.choice());
            case Piece.Reasoning reasoning -> Optional.of(reasoning.choice());
            case Piece.Declined declined -> Optional.of(declined.choice());
            case Piece.ToolCall call -> Optional.of(call.choice());
            case Piece.ToolArguments arguments -> Optional.of(arguments.choice());
            case Piece.Finished finished -> Optional.of(finished.choice());
            case Piece.Used _, Piece.Opaque _, Piece.Counted _ -> Optional.empty();
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
        List<Edit> edits = new ArrayList<>();
        List<Voice> ending = new ArrayList<>();
        outline.finished().forEach(choice -> ending.addAll(voices.of(choice)));
        for (Slot slot : outline.slots()) {
            edit(slot, fed(slot, outline), edits);
            ending.remove(slot.voice());
        }
        outline.tokens()
                .forEach(
                        (choice, tokens) -> {
                            if (voices.suspect(new Voice(choice, "content", Voice.NO_TOOL))) {
                                edits.add(nothing(tokens));
                            }
                        });
        edits.sort(Comparator.comparingInt(Edit::start));
        List<byte[]> events = new ArrayList<>(rest(outline.head(), ending));
        events.add(Sse.data(Edit.splice(chunk, edits)));
        return events;
    }

    private List<byte[]> rest(Head shared, List<Voice> ending) {
        List<byte[]> events = new ArrayList<>();
        for (Voice voice : ending) {
            String held = voices.close(voice);
            if (!held.isEmpty()) {
                events.add(Sse.data(writer.saying(shared, voice, held)));
            }
        }
        return events;
    }

    private String fed(Slot slot, Outline outline) {
        if (slot.voice().equals(Voice.UNKNOWN)) {
            return voices.unknown(slot.text());
        }
        String text = voices.feed(slot.voice(), slot.text());
        boolean last = outline.finished().contains(slot.voice().choice());
        return last ? text + voices.close(slot.voice()) : text;
    }

    private String said(Slot slot) {
        return slot.voice().equals(Voice.UNKNOWN)
                ? voices.unknown(slot.text())
                : voices.whole(slot.voice(), slot.text());
    }

    /** The tokens of a text would tell what was masked in it. */
    private static Edit nothing(Span tokens) {
        return new Edit(tokens.start(), tokens.end(), NULL);
    }

    private static void edit(Slot slot, String text, List<Edit> edits) {
        if (!text.equals(slot.text())) {
            edits.add(new Edit(slot.span().start(), slot.span().end(), JsonText.quoted(text)));
        }
    }
}
