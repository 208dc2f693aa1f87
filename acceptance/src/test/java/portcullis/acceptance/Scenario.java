package portcullis.acceptance;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** What vendors do to a call, and what its caller must get (gateway specification, section 7). */
enum Scenario {
    F1("429 with Retry-After, then fine", Must.ANSWER, throttledOnce()),
    F2("429 for ever", Must.ANSWER, Turn.throttled()),
    F3("one 500", Must.ANSWER, List.of(Turn.serverError(500)), well()),
    F4("503 for ever", Must.ANSWER, Turn.serverError(503)),
    F5_RESET("reset before headers", Must.ANSWER, well().with(Fault.RESET_BEFORE_HEAD)),
    F5_CLOSE("close before headers", Must.ANSWER, well().with(Fault.CLOSE_BEFORE_HEAD)),
    F6("total silence", Must.ANSWER, well().with(Fault.SILENCE)),
    F7("slow first token", Must.ANSWER, well().beforeHead(Duration.ofSeconds(20))),
    F8_CLOSE("closed in mid-answer", Must.ANSWER, well().with(Fault.CUT)),
    F8_RESET("reset in mid-answer", Must.ANSWER, well().with(Fault.RESET)),
    F8_ERROR("an error event in mid-answer", Must.ANSWER, well().with(Fault.ERROR_EVENT)),
    F9("stalls in mid-answer", Must.ANSWER, well().with(Fault.STALL)),
    F10("one malformed chunk", Must.ANSWER, well().with(Fault.MALFORMED_EVENT)),
    F10_FRAMING("broken transfer framing", Must.ANSWER, well().with(Fault.BAD_FRAMING)),
    F11("no [DONE]", Must.ANSWER, well().with(Fault.NO_DONE)),
    F11_OPEN("no [DONE] and no end", Must.ANSWER, well().with(Fault.NO_DONE_NO_END)),
    F12("context too long", Must.REFUSE, Turn.contextTooLong()),
    F13("content filter", Must.REFUSE, Turn.contentFilter()),
    F14("the fallback rejects prefill", Must.ANSWER, well().with(Fault.CUT)),
    F15("a flapping primary, twenty calls", Must.ANSWER, well()),
    F16("accounting of the fallback", Must.ANSWER, Turn.serverError(503)),
    F17_CHARACTER("cut inside a character", Must.EITHER, accented().with(Fault.CUT_IN_CHARACTER)),
    F17_TOOL("cut inside a tool argument", Must.EITHER, tool().with(Fault.CUT)),
    F17_DONE("[DONE] twice", Must.ANSWER, well().with(Fault.DOUBLE_DONE)),
    F17_HUGE("one huge event", Must.EITHER, well().with(Fault.HUGE_EVENT)),
    F17_BYTES("one byte per packet", Must.ANSWER, well().with(Fault.BYTE_BY_BYTE)),
    F17_HEAD("headers, then silence", Must.ANSWER, well().with(Fault.SILENCE_AFTER_HEAD)),
    F17_GZIP("gzip although not asked", Must.EITHER, well().with(Fault.GZIP)),
    F17_HTML("200 with a web page", Must.ANSWER, well().with(Fault.HTML_PAGE));

    static final String TEXT =
            "All is well with the people of the ward, and the round begins at nine in the morning.";

    private static final String ACCENTED =
            "The façade was größer als üblich, naïve and déjà vu, während wir üben.";

    private static final String REFUSED_PREFILL =
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}}";

    private final String does;
    private final Must must;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final List<Turn> first;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values
    private final Turn then;

    /** What the caller must get. */
    enum Must {
        /** The whole answer. */
        ANSWER,
        /** A clear error, and no other vendor is asked. */
        REFUSE,
        /** The whole answer or a clear error. */
        EITHER
    }

    Scenario(String does, Must must, Turn then) {
        this(does, must, List.of(), then);
    }

    Scenario(String does, Must must, List<Turn> turns) {
        this(does, must, turns.subList(0, turns.size() - 1), turns.getLast());
    }

    Scenario(String does, Must must, List<Turn> first, Turn then) {
        this.does = does;
        this.must = must;
        this.first = first;
        this.then = then;
    }

    private static Turn well() {
        return Turn.says(TEXT);
    }

    private static Turn accented() {
        return Turn.says(ACCENTED);
    }

    private static Turn tool() {
        return Turn.callsTool("call_1", "chart", "{\"note\":\"one two three four five\"}")
                .splitEvery(4);
    }

    private static List<Turn> throttledOnce() {
        return List.of(Turn.throttled().header("retry-after", "1"), well());
    }

    /** The whole answer. */
    String text() {
        return this == F17_CHARACTER ? ACCENTED : TEXT;
    }

    String does() {
        return does;
    }

    Must must() {
        return must;
    }

    /** {@code F17}, whatever the variant. */
    String id() {
        return name().split("_", 2)[0];
    }

    /** How many calls are made. */
    int calls() {
        return this == F15 ? 20 : 1;
    }

    /** How many requests the first vendor may see: more would be hammering. */
    int most() {
        return switch (this) {
            case F6, F7, F12, F13 -> 1;
            case F15 -> 20;
            default -> 3;
        };
    }

    /** Whether the second vendor speaks Anthropic's dialect. */
    boolean translated() {
        return this == F14;
    }

    /** Only a continuation has a beginning that can be rejected. */
    void load(SimulatedProvider primary, SimulatedProvider second, boolean streamed) {
        primary.forget().always(then);
        primary.script(first.toArray(Turn[]::new));
        second.forget().always(Turn.says(text()));
        if (this == F14 && streamed) {
            second.script(Turn.body(400, REFUSED_PREFILL));
        }
        if (this == F15) {
            primary.script(
                    Stream.iterate(0, i -> i + 1)
                            .limit(20)
                            .map(i -> i % 2 == 0 ? Turn.serverError(500) : well())
                            .toArray(Turn[]::new));
        }
    }
}
