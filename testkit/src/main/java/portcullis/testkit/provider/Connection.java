package portcullis.testkit.provider;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import portcullis.testkit.provider.Asked.Language;

/**
 * One accepted connection. One virtual thread reads all the time, so that a client that goes away
 * is noticed at once; another one plays the scripts in order.
 */
final class Connection {
    private static final int MOST_PIPELINED = 16;
    private static final String MODELS =
            "{\"object\":\"list\",\"data\":[{\"id\":\"simulated\",\"object\":\"model\","
                    + "\"created\":1700000000,\"owned_by\":\"testkit\"}]}";
    private static final String UNKNOWN =
            "{\"error\":{\"message\":\"unknown route\",\"type\":\"invalid_request_error\","
                    + "\"param\":null,\"code\":\"unknown_url\"}}";

    private static final String TOO_MANY =
            "{\"error\":{\"message\":\"too many inputs\",\"type\":\"invalid_request_error\","
                    + "\"param\":\"input\",\"code\":null}}";

    private final long number;
    private final Socket socket;
    private final Ledger ledger;
    private final Supplier<Turn> script;
    private final BlockingQueue<Optional<Exchange>> waiting =
            new ArrayBlockingQueue<>(MOST_PIPELINED);
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile @Nullable Exchange open;

    Connection(long number, Socket socket, Ledger ledger, Supplier<Turn> script) {
        this.number = number;
        this.socket = socket;
        this.ledger = ledger;
        this.script = script;
    }

    /** Serves until either side closes, then tells so. */
    void start(Runnable closed) {
        Thread.ofVirtual().name("simulated-read-" + number).start(this::read);
        Thread.ofVirtual()
                .name("simulated-play-" + number)
                .start(
                        () -> {
                            play();
                            closed.run();
                        });
    }

    void close() {
        gone.countDown();
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            return;
        }
    }

    private void read() {
        try {
            RequestReader reader = new RequestReader(socket.getInputStream());
            for (Optional<Request> next = reader.next(); next.isPresent(); next = reader.next()) {
                Exchange exchange = ledger.enter(number, next.get());
                open = exchange;
                waiting.put(Optional.of(exchange));
            }
        } catch (IOException | NumberFormatException broken) {
            close();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            leave(System.nanoTime());
        }
    }

    private void leave(long at) {
        Exchange unfinished = open;
        if (unfinished != null) {
            unfinished.ended(Exchange.End.ABORTED, at);
        }
        gone.countDown();
        boolean _ = waiting.offer(Optional.empty());
    }

    private void play() {
        try {
            Wire wire = new Wire(socket, gone);
            for (Optional<Exchange> next = waiting.take();
                    next.isPresent();
                    next = waiting.take()) {
                answer(wire, next.get());
                if (gone.getCount() == 0) {
                    break;
                }
            }
        } catch (IOException clientGone) {
            leave(System.nanoTime());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void answer(Wire wire, Exchange exchange) throws IOException {
        String line = exchange.line();
        Optional<Language> language = Languages.of(line);
        if (language.isPresent()) {
            speak(wire, exchange, language.get());
        } else if (line.startsWith("POST ") && line.endsWith("/messages/count_tokens")) {
            Optional<String> complaint = MessagesRules.complaintOfCount(exchange);
            int status = complaint.isPresent() ? 400 : 200;
            fixed(wire, exchange, status, complaint.orElse(counted(exchange)));
        } else if (line.startsWith("POST ") && line.endsWith("/embeddings")) {
            Optional<String> answer = SimulatedVectors.answer(exchange.body());
            fixed(wire, exchange, answer.isPresent() ? 200 : 400, answer.orElse(TOO_MANY));
        } else if (line.startsWith("GET ") && line.endsWith("/models")) {
            fixed(wire, exchange, 200, MODELS);
        } else {
            fixed(wire, exchange, 404, UNKNOWN);
        }
    }

    /** In this vendor's own tokens, as its answers report them. */
    private static String counted(Exchange exchange) throws IOException {
        String text = Asked.in(exchange, Language.MESSAGES).text();
        return "{\"input_tokens\":" + Tokens.of(text).size() + "}";
    }

    private void speak(Wire wire, Exchange exchange, Language language) throws IOException {
        Optional<String> complaint = Languages.complaint(language, exchange);
        if (complaint.isPresent()) {
            fixed(wire, exchange, 400, complaint.get());
        } else {
            Asked asked = Asked.in(exchange, language);
            new Player(wire, script.get(), exchange).play(asked, ledger);
        }
    }

    private static void fixed(Wire wire, Exchange exchange, int status, String json)
            throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.ended(Exchange.End.PLAYED, System.nanoTime());
        wire.head(
                status,
                Map.of(
                        "content-type",
                        "application/json",
                        "content-length",
                        Integer.toString(body.length)));
        wire.raw(body);
    }
}
