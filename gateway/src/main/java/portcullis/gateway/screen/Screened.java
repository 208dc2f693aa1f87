package portcullis.gateway.screen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import portcullis.gateway.ChatWording;
import portcullis.gateway.Dialect;
import portcullis.gateway.Edit;
import portcullis.gateway.EmbeddingQuestion;
import portcullis.gateway.JsonText;
import portcullis.gateway.MessagesWording;
import portcullis.gateway.receive.Layout;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Span;
import portcullis.gateway.receive.Wishes;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Inspected;
import portcullis.privacy.Mapping;

/**
 * A call that was read leaf by leaf and masked. Only {@code Screener} makes one; providers accept
 * nothing else.
 */
public final class Screened {
    private static final byte[] TRUE = JsonText.ascii("true");

    private final Received received;
    private final Permitted caller;
    private final Inspected inspected;
    private final List<Edit> edits;
    private final byte[] body;
    private final Optional<ChatWording> chat;

    private Screened(
            Received received,
            Permitted caller,
            Inspected inspected,
            List<Edit> edits,
            Masked masked) {
        this.received = received;
        this.caller = caller;
        this.inspected = inspected;
        this.edits = edits;
        this.body = masked.body();
        this.chat = masked.chat();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Masked(byte[] body, Optional<ChatWording> chat) {}

    /** Refuses what no vendor could be asked. */
    static Outcome<Screened> of(
            Received received, Permitted caller, Inspected inspected, List<Edit> edits) {
        byte[] body = Edit.splice(received.raw().body(), edits);
        return ChatWording.of(received.raw().dialect(), body)
                .map(
                        chat ->
                                new Screened(
                                        received,
                                        caller,
                                        inspected,
                                        List.copyOf(edits),
                                        new Masked(body, chat)));
    }

    public RequestId request() {
        return received.raw().request();
    }

    public TenantId tenant() {
        return caller.tenant();
    }

    /** Who asks. A provider may look things up for the caller, with the caller's rights only. */
    public Permitted caller() {
        return caller;
    }

    public Dialect dialect() {
        return received.raw().dialect();
    }

    public boolean streamed() {
        return received.streamed();
    }

    public Wishes wishes() {
        return received.wishes();
    }

    /**
     * The masked request in the caller's dialect, with the caller's model name. Not a copy: never
     * change it.
     */
    public byte[] body() {
        return body;
    }

    /**
     * The masked request for a vendor that speaks the caller's dialect: the vendor's model name in
     * place of the caller's, and a streamed chat asked to end with its usage. Every other byte is
     * that of {@link #body()}.
     */
    public byte[] bodyFor(String upstreamModel) {
        Layout layout = received.layout();
        List<Edit> all = new ArrayList<>(edits);
        all.add(named(layout, upstreamModel));
        if (streamed() && dialect() == Dialect.OPENAI_CHAT) {
            all.add(usageAsked(layout));
        }
        all.sort(Comparator.comparingInt(Edit::start));
        return Edit.splice(received.raw().body(), all);
    }

    /** Over the caller's name; into the body when the caller left the model to us. */
    private static Edit named(Layout layout, String upstreamModel) {
        byte[] name = JsonText.quoted(upstreamModel);
        Span span = layout.fields().get("model");
        return span != null
                ? over(span, name)
                : new Edit(
                        layout.inside(),
                        layout.inside(),
                        ("\"model\":" + new String(name, UTF_8) + ",").getBytes(UTF_8));
    }

    /**
     * The masked request in OpenAI's chat dialect, which most vendors speak, with the vendor's
     * model name. Empty when that dialect cannot say what is asked.
     */
    public Optional<byte[]> asChat(String upstreamModel) {
        return switch (dialect()) {
            case OPENAI_CHAT -> Optional.of(bodyFor(upstreamModel));
            case OPENAI_RESPONSES -> chat.map(words -> words.bytes(upstreamModel));
            case ANTHROPIC_MESSAGES -> MessagesWording.of(body, upstreamModel);
            case ANTHROPIC_COUNT, OPENAI_EMBEDDINGS -> Optional.empty();
        };
    }

    /**
     * Sums over all texts, numbers and keys that a model would read, masked.
     *
     * @param count of one of them
     */
    public long sum(ToLongFunction<String> count) {
        return inspected.texts().stream().mapToLong(text -> count.applyAsLong(text.reveal())).sum();
    }

    private Edit usageAsked(Layout layout) {
        if (layout.usage().isPresent()) {
            return over(layout.usage().get(), TRUE);
        }
        if (layout.options().isPresent()) {
            return intoOptions(layout.options().get());
        }
        Span given = layout.fields().get("stream_options");
        byte[] options = JsonText.ascii("{\"include_usage\":true}");
        return given != null
                ? over(given, options)
                : at(layout.inside(), "\"stream_options\":{\"include_usage\":true},");
    }

    private Edit intoOptions(Span inside) {
        byte[] raw = received.raw().body();
        int length = inside.end() - inside.start();
        boolean alone = new String(raw, inside.start(), length, UTF_8).isBlank();
        return at(inside.start(), "\"include_usage\":true" + (alone ? "" : ","));
    }

    private static Edit over(Span span, byte[] bytes) {
        return new Edit(span.start(), span.end(), bytes);
    }

    private static Edit at(int position, String ascii) {
        return new Edit(position, position, JsonText.ascii(ascii));
    }

    /**
     * Hands over the body's own fields in the order of their names, each with the masked bytes of
     * its value, except those named.
     */
    public void eachField(Set<String> except, BiConsumer<String, byte[]> each) {
        received.layout()
                .fields()
                .forEach(
                        (name, span) -> {
                            if (!except.contains(name)) {
                                each.accept(name, masked(span));
                            }
                        });
    }

    private byte[] masked(Span span) {
        List<Edit> within =
                edits.stream()
                        .filter(edit -> edit.start() >= span.start() && edit.end() <= span.end())
                        .toList();
        return Edit.splice(received.raw().body(), span, within);
    }

    /**
     * The same request with the beginning of its answer, for a target that goes on from there.
     *
     * @param beginning the vendor's text as it came, with placeholders; white space at its end does
     *     not go along, because vendors refuse it
     */
    public Screened prefilled(String beginning) {
        return with(Continuing.prefilled(beginning));
    }

    /** The same request with the beginning of its answer and the wish that it goes on. */
    public Screened continued(String beginning) {
        return with(Continuing.instructed(beginning));
    }

    /** The same request, bounded to an answer of so many tokens where it sets no bound itself. */
    public Screened capped(long tokens) {
        List<Edit> more = new ArrayList<>(edits);
        Bounding.capped(received, tokens).ifPresent(more::add);
        more.sort(Comparator.comparingInt(Edit::start));
        byte[] bounded = Edit.splice(received.raw().body(), more);
        Masked masked = new Masked(bounded, chat.map(words -> words.capped(tokens)));
        return new Screened(received, caller, inspected, List.copyOf(more), masked);
    }

    /**
     * Most tokens of the whole answer, all choices together.
     *
     * @param otherwise the bound of one choice where the request sets none
     */
    public long mostOutput(long otherwise) {
        long one = Bounding.asked(received).orElse(otherwise);
        long choices = Bounding.choices(received);
        return choices > 0 && one > Long.MAX_VALUE / choices ? Long.MAX_VALUE : one * choices;
    }

    private Screened with(byte[] turns) {
        List<Edit> more = new ArrayList<>(edits);
        Continuing.behind(received.layout().fields(), turns).ifPresent(more::add);
        more.sort(Comparator.comparingInt(Edit::start));
        byte[] longer = Edit.splice(received.raw().body(), more);
        Masked masked = new Masked(longer, chat.map(words -> words.with(turns)));
        return new Screened(received, caller, inspected, List.copyOf(more), masked);
    }

    /**
     * The same request with some of its texts.
     *
     * @param from position of the first one
     * @param to one past the last one
     */
    public Screened part(int from, int to) {
        return asking(input(), EmbeddingQuestion.of(body).texts().subList(from, to));
    }

    /**
     * The same request with the texts of others behind its own, for one call to a vendor.
     *
     * @param others of the same tenant; never those of another one (D-0016)
     */
    public Screened with(List<Screened> others) {
        List<String> texts = new ArrayList<>(EmbeddingQuestion.of(body).texts());
        for (Screened other : others) {
            if (!other.tenant().equals(tenant())) {
                throw new IllegalArgumentException("a call carries the texts of one tenant");
            }
            texts.addAll(EmbeddingQuestion.of(other.body).texts());
        }
        return asking(input(), texts);
    }

    private Span input() {
        Span input = received.layout().fields().get("input");
        if (input == null) {
            throw new IllegalStateException("only a request with an input has parts");
        }
        return input;
    }

    private Screened asking(Span input, List<String> texts) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (String text : texts) {
            list.write(list.size() == 0 ? '[' : ',');
            list.writeBytes(JsonText.quoted(text));
        }
        list.write(']');
        List<Edit> some =
                new ArrayList<>(
                        edits.stream()
                                .filter(
                                        edit ->
                                                edit.end() <= input.start()
                                                        || edit.start() >= input.end())
                                .toList());
        some.add(new Edit(input.start(), input.end(), list.toByteArray()));
        some.sort(Comparator.comparingInt(Edit::start));
        Masked masked = new Masked(Edit.splice(received.raw().body(), some), chat);
        return new Screened(received, caller, inspected, List.copyOf(some), masked);
    }

    /** A header of the request, when the caller sent it. */
    public Optional<SensitiveText> header(String name) {
        return Optional.ofNullable(received.raw().headers().get(name));
    }

    /** Placeholders and values of this request; closed at its end. */
    public Mapping mapping() {
        return inspected.mapping();
    }

    /** Counts for the audit intent (SCR-43). */
    public Map<Label, Long> scan() {
        return inspected.receipt();
    }
}
