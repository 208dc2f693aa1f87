package portcullis.gateway.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.JsonText;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.stream.OutputItem.Kind;
import portcullis.gateway.stream.OutputItem.Part;
import portcullis.gateway.stream.OutputItem.State;
import portcullis.gateway.stream.ResponseDocument.Standing;
import portcullis.gateway.stream.ResponseDocument.Status;
import portcullis.kernel.Refusal;

/**
 * Tells in the OpenAI responses dialect: numbered events, each item opened, told and closed, and
 * one terminal event (gateway specification, section 2.2). No vendor speaks it, so everything is
 * written from pieces. Reasoning and message items end where another item begins; function calls,
 * whose arguments may come interleaved, end with the answer.
 */
final class ResponsesTelling implements Keepable {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final byte[] BEAT = JsonText.ascii(": heartbeat\n\n");

    private final ResponseDocument document;
    private final Voices voices;
    private final List<OutputItem> items = new ArrayList<>();
    private final List<byte[]> events = new ArrayList<>();
    private FinishReason reason = FinishReason.OTHER;
    private Optional<Piece.Used> usage = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();
    private Status status = Status.IN_PROGRESS;
    private boolean begun;
    private boolean taken;
    private long number;

    /**
     * @param createdAt in seconds since 1970
     */
    ResponsesTelling(Screened request, Voices voices, long createdAt) {
        this.voices = voices;
        this.document = new ResponseDocument(request, createdAt);
    }

    @Override
    public List<byte[]> event(Frame frame) {
        voices.hear(frame);
        begin();
        frame.pieces().forEach(this::tell);
        return told();
    }

    @Override
    public List<byte[]> end() {
        complete();
        response("response." + status.word());
        return told();
    }

    private void complete() {
        begin();
        close(reason == FinishReason.LENGTH ? State.INCOMPLETE : State.COMPLETED);
        status = why().isPresent() ? Status.INCOMPLETE : Status.COMPLETED;
    }

    @Override
    public List<byte[]> failed(Refusal why) {
        begin();
        refusal = Optional.of(why);
        items.stream().filter(OutputItem::isOpen).forEach(item -> fail(item, why));
        status = Status.FAILED;
        response("response.failed");
        return told();
    }

    @Override
    public byte[] whole(Frame frame) {
        take(frame);
        complete();
        return ResponseDocument.bytes(json());
    }

    private void take(Frame frame) {
        if (!taken) {
            taken = true;
            voices.hear(frame);
            frame.pieces().forEach(this::tell);
        }
    }

    @Override
    public byte[] pending(Pending how) {
        Status now =
                switch (how) {
                    case QUEUED -> Status.QUEUED;
                    case IN_PROGRESS -> Status.IN_PROGRESS;
                };
        Standing standing = new Standing(now, List.of(), usage, Optional.empty(), Optional.empty());
        return ResponseDocument.bytes(document.json(standing));
    }

    @Override
    public byte[] document(Optional<Frame> plain) {
        plain.ifPresent(this::take);
        complete();
        return ResponseDocument.bytes(json());
    }

    @Override
    public void notKept() {
        document.notKept();
    }

    /** Written from pieces anyway, whoever says them. */
    @Override
    public void handOver() {}

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

    private List<byte[]> told() {
        List<byte[]> now = List.copyOf(events);
        events.clear();
        return now;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            response("response.created");
            response("response.in_progress");
        }
    }

    private void tell(Piece piece) {
        switch (piece) {
            case Piece.Text(int choice, String text) when choice == 0 ->
                    say(open(Kind.MESSAGE), "output_text", text);
            case Piece.Declined(int choice, String text) when choice == 0 ->
                    say(open(Kind.MESSAGE), "refusal", text);
            case Piece.Reasoning(int choice, String text) when choice == 0 ->
                    say(open(Kind.REASONING), "reasoning_text", text);
            case Piece.ToolCall(int choice, int index, String id, String name) when choice == 0 ->
                    add(Kind.FUNCTION_CALL, Optional.of(new OutputItem.Call(index, id, name)));
            case Piece.ToolArguments(int choice, int index, String fragment) when choice == 0 ->
                    call(index).ifPresent(item -> say(item, "arguments", fragment));
            case Piece.Finished(int choice, FinishReason why) when choice == 0 -> reason = why;
            case Piece.Used used -> usage = Optional.of(used);
            case Piece.Text _,
                    Piece.Declined _,
                    Piece.Reasoning _,
                    Piece.ToolCall _,
                    Piece.ToolArguments _,
                    Piece.Finished _,
                    Piece.Opaque _,
                    Piece.Counted _ -> {
                // this dialect knows one choice only
            }
        }
    }

    /** The last item when it is of this kind and still open, else a new one. */
    private OutputItem open(Kind kind) {
        boolean goesOn =
                !items.isEmpty() && items.getLast().kind() == kind && items.getLast().isOpen();
        return goesOn ? items.getLast() : add(kind, Optional.empty());
    }

    private OutputItem add(Kind kind, Optional<OutputItem.Call> call) {
        items.stream()
                .filter(item -> item.isOpen() && item.kind() != Kind.FUNCTION_CALL)
                .forEach(item -> close(item, State.COMPLETED));
        OutputItem item = new OutputItem(kind, document.answer(), items.size(), call);
        items.add(item);
        ObjectNode event = event("response.output_item.added");
        event.put("output_index", item.index()).set("item", item.json());
        send(event);
        return item;
    }

    private Optional<OutputItem> call(int tool) {
        return items.stream()
                .filter(item -> item.call().filter(call -> call.tool() == tool).isPresent())
                .findFirst();
    }

    private void say(OutputItem item, String type, String fragment) {
        delta(item, part(item, type), part(item, type).feed(fragment));
    }

    private Part part(OutputItem item, String type) {
        return item.parts().stream()
                .filter(part -> part.type().equals(type))
                .findFirst()
                .orElseGet(() -> addPart(item, type));
    }

    private Part addPart(OutputItem item, String type) {
        boolean json = item.kind() == Kind.FUNCTION_CALL;
        int tool = json ? item.index() : Voice.NO_TOOL;
        Part part = new Part(new Voice(item.index(), type, tool), voices);
        item.parts().add(part);
        if (!json) {
            ObjectNode event = partEvent("response.content_part.added", item, part);
            event.set("part", part.json());
            send(event);
        }
        return part;
    }

    private void delta(OutputItem item, Part part, String said) {
        if (!said.isEmpty()) {
            send(partEvent(name(part) + ".delta", item, part).put("delta", said));
        }
    }

    private static String name(Part part) {
        boolean call = part.type().equals("arguments");
        return "response." + (call ? "function_call_arguments" : part.type());
    }

    private void close(State how) {
        items.stream().filter(OutputItem::isOpen).forEach(item -> close(item, how));
    }

    private void close(OutputItem item, State how) {
        for (Part part : item.parts()) {
            delta(item, part, part.finish());
            done(item, part);
        }
        item.end(how);
        ObjectNode event = event("response.output_item.done");
        event.put("output_index", item.index()).set("item", item.json());
        send(event);
    }

    private void fail(OutputItem item, Refusal why) {
        item.parts().forEach(part -> delta(item, part, part.rest(why)));
        item.end(State.INCOMPLETE);
    }

    private void done(OutputItem item, Part part) {
        ObjectNode event = partEvent(name(part) + ".done", item, part);
        if (item.kind() == Kind.FUNCTION_CALL) {
            item.call().ifPresent(call -> event.put("name", call.name()));
            send(event.put("arguments", part.text()));
            return;
        }
        send(event.put(part.field(), part.text()));
        ObjectNode ended = partEvent("response.content_part.done", item, part);
        ended.set("part", part.json());
        send(ended);
    }

    private ObjectNode partEvent(String type, OutputItem item, Part part) {
        ObjectNode event = event(type).put("item_id", item.id());
        event.put("output_index", item.index());
        if (item.kind() != Kind.FUNCTION_CALL) {
            event.put("content_index", item.parts().indexOf(part));
        }
        if (type.startsWith("response.output_text")) {
            event.putArray("logprobs");
        }
        return event;
    }

    private void response(String type) {
        ObjectNode event = event(type);
        event.set("response", json());
        send(event);
    }

    private ObjectNode event(String type) {
        return JSON.objectNode().put("type", type).put("sequence_number", number++);
    }

    private void send(ObjectNode event) {
        events.add(Sse.named(event.path("type").asText(), ResponseDocument.bytes(event)));
    }

    private ObjectNode json() {
        return document.json(new Standing(status, items, usage, why(), refusal));
    }

    /** Why the answer is incomplete, when it is. */
    private Optional<String> why() {
        return switch (reason) {
            case LENGTH -> Optional.of("max_output_tokens");
            case CONTENT_FILTER -> Optional.of("content_filter");
            case STOP, TOOL_CALLS, OTHER -> Optional.empty();
        };
    }
}
