package portcullis.providers.anthropic;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.gateway.screen.Screened;
import portcullis.governance.audit.EgressPermit;
import portcullis.providers.Surroundings;
import portcullis.providers.Vendor;
import portcullis.providers.line.Head;
import portcullis.providers.line.Hearing;
import portcullis.providers.line.Line;
import portcullis.providers.line.RetryAfter;
import portcullis.providers.line.Tongue;
import portcullis.providers.line.Worded;

/** A vendor that speaks Anthropic's Messages API, plain and streamed (version 2023-06-01). */
public final class AnthropicProvider implements Provider {
    private final Line line;

    private AnthropicProvider(Line line) {
        this.line = line;
    }

    /**
     * Opens the provider; connects to nothing yet. The vendor's base may end in {@code /v1}, as
     * those of other vendors do, or before it, as Anthropic's own clients have it.
     *
     * @throws IllegalArgumentException when the vendor's base is not an http or https address
     */
    public static AnthropicProvider open(Vendor vendor, Surroundings surroundings) {
        MessagesTongue tongue = new MessagesTongue(vendor, surroundings.clock());
        return new AnthropicProvider(new Line(surroundings.vertx(), vendor, tongue));
    }

    @Override
    public Attempt call(Ask ask, EgressPermit permit, Signals signals) {
        return line.call(ask, permit, signals);
    }

    /** Models that do not take one refuse it, and are then asked in words. */
    @Override
    public boolean acceptsPrefill() {
        return true;
    }

    @Override
    public boolean counts() {
        return true;
    }

    /** The Messages API over HTTP. */
    static final class MessagesTongue implements Tongue {
        private final Vendor vendor;
        private final RetryAfter retryAfter;

        MessagesTongue(Vendor vendor, Clock clock) {
            this.vendor = vendor;
            this.retryAfter = new RetryAfter(clock);
        }

        @Override
        public String path(Ask ask) {
            String messages = versioned(vendor.base()) ? "/messages" : "/v1/messages";
            boolean counting = ask.request().dialect() == Dialect.ANTHROPIC_COUNT;
            return counting ? messages + "/count_tokens" : messages;
        }

        private static boolean versioned(URI base) {
            return Optional.ofNullable(base.getRawPath()).orElse("").matches(".*/v1/*");
        }

        @Override
        public Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>();
            headers.put("content-type", "application/json");
            headers.put("anthropic-version", "2023-06-01");
            vendor.key().ifPresent(secret -> headers.put("x-api-key", secret.reveal()));
            return headers;
        }

        @Override
        public Worded word(Ask ask) {
            Screened request = ask.request();
            return switch (request.dialect()) {
                case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT -> own(ask);
                case OPENAI_CHAT, OPENAI_RESPONSES, OPENAI_EMBEDDINGS ->
                        request.asChat(ask.model())
                                .map(chat -> Question.of(chat, ask.model()))
                                .orElseGet(Question::unsayable);
            };
        }

        /**
         * A caller of this dialect: the bytes as they are, and the trials the caller takes part in.
         */
        private static Worded own(Ask ask) {
            Map<String, String> headers = new HashMap<>();
            ask.request()
                    .header("anthropic-version")
                    .ifPresent(version -> headers.put("anthropic-version", version.reveal()));
            List<String> betas = ask.request().wishes().betas();
            if (!betas.isEmpty()) {
                headers.put("anthropic-beta", String.join(",", betas));
            }
            byte[] body = Unsigned.without(ask.request().bodyFor(ask.model()));
            return new Worded.Ready(body, headers);
        }

        /**
         * 401 to 404 are troubles of our own account and configuration, never the caller's fault;
         * 529 is this vendor's "overloaded". A redirect is not followed: our address is wrong.
         */
        @Override
        public Trouble refusal(Head head, byte[] body) {
            Optional<Duration> pause = retryAfter.in(head);
            Trouble unclear = new Rejected(Reason.BAD_REQUEST);
            return switch (head.status()) {
                case 400, 422 -> MessagesHearing.fault(body, unclear);
                case 401, 402, 403 -> new Unavailable(Cause.AUTHENTICATION);
                case 404, 405, 410 -> new Unavailable(Cause.NOT_FOUND);
                case 413 -> new Rejected(Reason.CONTEXT_TOO_LONG);
                case 429, 529 -> new Throttled(pause);
                case 408, 409, 425 -> later(pause);
                default -> byClass(head.status(), pause);
            };
        }

        private static Trouble byClass(int status, Optional<Duration> pause) {
            return switch (status / 100) {
                case 3 -> new Unavailable(Cause.NOT_FOUND);
                case 4 -> new Rejected(Reason.BAD_REQUEST);
                default -> later(pause);
            };
        }

        private static Trouble later(Optional<Duration> pause) {
            return pause.isPresent() ? new Throttled(pause) : new Unavailable(Cause.SERVER_ERROR);
        }

        @Override
        public Hearing hear(Ask ask) {
            return ask.request().dialect() == Dialect.ANTHROPIC_COUNT
                    ? new CountHearing()
                    : new MessagesHearing();
        }
    }
}
