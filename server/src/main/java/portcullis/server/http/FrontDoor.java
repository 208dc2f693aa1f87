package portcullis.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import portcullis.governance.identify.Credential;
import portcullis.governance.identify.Identified;
import portcullis.governance.limit.Admission;
import portcullis.governance.limit.Admitted;
import portcullis.governance.limit.Ask;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;

/**
 * The way of every request: host and origin, route, who, may you, body, is there room, handler.
 * Runs on the event loop and leaves it wherever something may block.
 */
final class FrontDoor {
    // Largest body whose journey stays on the event loop; more text would hold it too long.
    private static final int LARGEST_ON_LOOP = 16 * 1024;
    // A refused body of this size is dropped; beyond it the connection is closed.
    private static final long WORTH_DROPPING = 64 * 1024;
    private static final int MOST_BLOCKING = 512;
    private static final Duration LONGEST_VISIT = Duration.ofMinutes(3);
    private static final Set<String> READ_HEADERS =
            Set.of(
                    "accept",
                    "anthropic-beta",
                    "anthropic-version",
                    "cache-control",
                    "content-type",
                    "last-event-id",
                    "x-portcullis-documents",
                    "x-portcullis-objectives",
                    "x-portcullis-policy",
                    "x-portcullis-research",
                    "x-portcullis-task",
                    "x-portcullis-tier",
                    "x-portcullis-resume",
                    "x-portcullis-session",
                    "x-portcullis-single-flight",
                    "x-stainless-retry-count",
                    "x-stainless-timeout");
    private final Vertx vertx;
    private final Entrance entrance;
    private final Bookkeeper books;
    private final Surroundings around;
    private final Semaphore blocking = new Semaphore(MOST_BLOCKING);
    private volatile boolean draining;

    /** What stands around the door: routes, watchers, patience. */
    record Surroundings(
            Routes routes,
            Doorkeeper doorkeeper,
            Proxies proxies,
            Traffic traffic,
            Duration bodyPatience,
            Clock clock) {}

    FrontDoor(Vertx vertx, Entrance entrance, Bookkeeper books, Surroundings around) {
        this.vertx = vertx;
        this.entrance = entrance;
        this.books = books;
        this.around = around;
    }

    /** From now on new requests are refused; running ones go on. */
    void drain() {
        draining = true;
    }

    /** Takes a request that is paused. */
    void receive(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        Optional<Refusal> stranger = around.doorkeeper().host(request);
        if (stranger.isPresent()) {
            turnAway(exchange, stranger.get());
            return;
        }
        switch (around.doorkeeper().origin(request)) {
            case Outcome.Refused<Optional<String>>(Refusal refusal) -> turnAway(exchange, refusal);
            case Outcome.Passed<Optional<String>>(Optional<String> origin) ->
                    origin.ifPresentOrElse(
                            allowed -> crossOrigin(exchange, allowed), () -> route(exchange));
        }
    }

    private void crossOrigin(Exchange exchange, String origin) {
        exchange.header("access-control-allow-origin", origin);
        exchange.header("vary", "origin");
        exchange.header(
                "access-control-expose-headers",
                "x-request-id, server-timing, retry-after, x-portcullis-cache,"
                        + " x-portcullis-target, x-portcullis-token-count, x-portcullis-stream,"
                        + " request-id");
        boolean preflight =
                exchange.request().method().name().equals("OPTIONS")
                        && exchange.request().headers().contains("access-control-request-method");
        if (!preflight) {
            route(exchange);
            return;
        }
        exchange.header("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE");
        exchange.header(
                "access-control-allow-headers",
                "authorization, x-api-key, content-type, accept, anthropic-version,"
                        + " anthropic-beta");
        exchange.header("access-control-max-age", "600");
        exchange.request().resume();
        exchange.whole(204, Map.of(), new byte[0]);
    }

    private void route(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        String method = request.method().name();
        switch (around.routes().find(method, Exchange.pathOf(request))) {
            case Routes.Found.Nowhere _ -> turnAway(exchange, Refusal.of(RefusalCode.NOT_FOUND));
            case Routes.Found.OtherMethods(Set<String> allowed) -> {
                exchange.header("allow", String.join(", ", allowed));
                turnAway(exchange, Refusal.of(RefusalCode.METHOD_NOT_ALLOWED));
            }
            case Routes.Found.To to -> enter(exchange, to);
        }
    }

    private void enter(Exchange exchange, Routes.Found.To to) {
        exchange.routed(to.route().path());
        switch (to.route().entry()) {
            case Entry.Everybody _ -> read(exchange, to, Optional.empty());
            case Entry.Holding _, Entry.Wearing _ -> {
                if (draining) {
                    exchange.closeAfterwards();
                    turnAway(exchange, Refusal.of(RefusalCode.DRAINING));
                } else {
                    identify(exchange, who -> permit(exchange, to, who));
                }
            }
        }
    }

    private void identify(Exchange exchange, Consumer<Identified> next) {
        Credential credential = Entrance.credential(exchange.request());
        Optional<Identified> known = entrance.remembered(credential);
        if (known.isPresent()) {
            next.accept(known.get());
            return;
        }
        onVirtualThread(
                exchange,
                () -> {
                    Outcome<Identified> outcome = entrance.identify(credential);
                    exchange.later(() -> outcome.either(next, no -> unidentified(exchange, no)));
                });
    }

    private void unidentified(Exchange exchange, Refusal refusal) {
        if (refusal.code().status() == 401) {
            around.traffic().authenticationFailed();
            exchange.header("www-authenticate", "Bearer");
        }
        turnAway(exchange, refusal);
    }

    private void permit(Exchange exchange, Routes.Found.To to, Identified who) {
        entrance.permit(who, to.route().entry())
                .either(
                        caller -> {
                            exchange.visitor(Visitor.of(caller));
                            read(exchange, to, Optional.of(caller));
                        },
                        refusal -> turnAway(exchange, refusal));
    }

    private void read(Exchange exchange, Routes.Found.To to, Optional<Permitted> caller) {
        new BodyReader(vertx, exchange, to.route().bodyCap())
                .read(around.bodyPatience(), body -> admit(exchange, to, caller, body));
    }

    private void admit(
            Exchange exchange, Routes.Found.To to, Optional<Permitted> caller, byte[] body) {
        Limiting limiting = to.route().limiting();
        if (caller.isEmpty() || limiting == Limiting.NOTHING) {
            handle(exchange, to, new Visit.Guest(caller, Optional.empty()), body);
            return;
        }
        CompletableFuture<Admission> decision =
                entrance.admit(caller.get(), limiting, exchange.id(), arrived(exchange, to, body))
                        .toCompletableFuture();
        if (decision.isDone()) {
            decided(exchange, to, decision.join(), body);
        } else {
            CompletionStage<Admission> later = decision;
            later.thenAccept(made -> exchange.later(() -> decided(exchange, to, made, body)));
        }
    }

    private Entrance.Arrived arrived(Exchange exchange, Routes.Found.To to, byte[] body) {
        String address = around.proxies().address(exchange.request());
        return new Entrance.Arrived(body.length, new Ask.Origin(address, to.route().path()));
    }

    private void decided(Exchange exchange, Routes.Found.To to, Admission made, byte[] body) {
        StandingHeaders.of(to.route().path(), made.standing(), around.clock())
                .forEach(exchange::header);
        made.outcome()
                .either(
                        admitted -> admitted(exchange, to, admitted, body),
                        refusal -> {
                            around.traffic().limited(false);
                            exchange.refuse(refusal);
                        });
    }

    private void admitted(Exchange exchange, Routes.Found.To to, Admitted admitted, byte[] body) {
        around.traffic().limited(true);
        exchange.onEnd(admitted::release);
        Visit.Guest guest = new Visit.Guest(Optional.of(admitted.caller()), Optional.of(admitted));
        handle(exchange, to, guest, body);
    }

    private void handle(Exchange exchange, Routes.Found.To to, Visit.Guest guest, byte[] body) {
        Visit visit =
                new Visit(
                        exchange.id(),
                        requested(exchange.request(), to.path(), body),
                        guest,
                        Deadline.in(LONGEST_VISIT));
        switch (to.route().handling()) {
            case Handling.Flowing(Handling.Journey journey) -> flow(exchange, visit, journey);
            case Handling.Blocking(Function<Visit, Outcome<Answer>> handler) ->
                    onVirtualThread(exchange, () -> block(exchange, to.route(), visit, handler));
        }
    }

    private static Visit.Requested requested(
            HttpServerRequest request, Map<String, String> path, byte[] body) {
        Map<String, SensitiveText> headers = new HashMap<>();
        for (String name : READ_HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, SensitiveText.of(value));
            }
        }
        return new Visit.Requested(path, Query.of(request.query()), headers, body);
    }

    private void flow(Exchange exchange, Visit visit, Handling.Journey journey) {
        if (visit.body().length <= LARGEST_ON_LOOP) {
            Executor context = exchange::later;
            journey.answer(visit, context, new CallerReply(exchange, context));
            return;
        }
        Executor context = new SerialExecutor(bug -> broke(exchange, bug));
        CallerReply reply = new CallerReply(exchange, context);
        context.execute(() -> journey.answer(visit, context, reply));
    }

    private void block(
            Exchange exchange, Route route, Visit visit, Function<Visit, Outcome<Answer>> handler) {
        Outcome<Answer> outcome = books.around(route.auditing(), visit, handler);
        switch (outcome) {
            case Outcome.Refused<Answer>(Refusal refusal) ->
                    exchange.onLoop(() -> exchange.refuse(refusal));
            case Outcome.Passed<Answer>(Answer answer) -> give(exchange, answer);
        }
    }

    private void give(Exchange exchange, Answer answer) {
        switch (answer) {
            case Answer.Json(int status, byte[] body) ->
                    whole(exchange, status, "application/json", body);
            case Answer.Bytes(int status, String type, byte[] body) ->
                    whole(exchange, status, type, body);
            case Answer.NoContent _ ->
                    exchange.onLoop(() -> exchange.whole(204, Map.of(), new byte[0]));
            case Answer.Events events -> new EventStream(exchange).run(vertx, events);
        }
    }

    private static void whole(Exchange exchange, int status, String type, byte[] body) {
        exchange.onLoop(() -> exchange.whole(status, Map.of("content-type", type), body));
    }

    /** Runs blocking work; beyond the capacity the request is refused instead of queued. */
    private void onVirtualThread(Exchange exchange, Runnable work) {
        if (!blocking.tryAcquire()) {
            turnAway(exchange, Refusal.of(RefusalCode.OVERLOADED));
            return;
        }
        Thread.ofVirtual()
                .name("visit")
                .start(
                        () -> {
                            try {
                                work.run();
                            } catch (StoreUnavailable away) {
                                refuse(exchange, RefusalCode.STORE_UNAVAILABLE);
                            } catch (RuntimeException bug) {
                                broke(exchange, bug);
                            } finally {
                                blocking.release();
                            }
                        });
    }

    private void broke(Exchange exchange, RuntimeException bug) {
        around.traffic().broke(exchange.id(), bug);
        refuse(exchange, RefusalCode.INTERNAL);
    }

    private static void refuse(Exchange exchange, RefusalCode code) {
        exchange.onLoop(() -> exchange.refuse(Refusal.of(code)));
    }

    /** Refuses before the body was read: a small rest is dropped, a large one never arrives. */
    private static void turnAway(Exchange exchange, Refusal refusal) {
        HttpServerRequest request = exchange.request();
        boolean chunked = request.headers().contains("transfer-encoding");
        if (chunked || BodyReader.declared(request) > WORTH_DROPPING) {
            exchange.refuseAndClose(refusal);
        } else {
            exchange.refuse(refusal);
            request.resume();
        }
    }
}
