package portcullis.server.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import portcullis.governance.Capability;
import portcullis.governance.Permission;
import portcullis.governance.identify.Credential;
import portcullis.governance.identify.Identified;
import portcullis.governance.identify.Identifier;
import portcullis.governance.limit.Admission;
import portcullis.governance.limit.Ask;
import portcullis.governance.limit.Demand;
import portcullis.governance.limit.Limiter;
import portcullis.governance.permit.Permitted;
import portcullis.governance.permit.Permitter;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

/** The three questions asked of every caller: who, may you, is there room. */
public final class Entrance {
    // Prose is about four bytes a token; three errs on the safe side, and settling corrects it.
    private static final long BYTES_PER_TOKEN = 3;
    private final Identifier identifier;
    private final Permitter permitter;
    private final Limiter limiter;
    private final Consumer<Identified> welcome;

    public Entrance(Identifier identifier, Permitter permitter, Limiter limiter) {
        this(identifier, permitter, limiter, _ -> {});
    }

    /**
     * @param welcome hears of every caller whose key was checked against the store; never blocks
     */
    public Entrance(
            Identifier identifier,
            Permitter permitter,
            Limiter limiter,
            Consumer<Identified> welcome) {
        this.welcome = welcome;
        this.identifier = identifier;
        this.permitter = permitter;
        this.limiter = limiter;
    }

    /** Never blocks. */
    Optional<Identified> remembered(Credential credential) {
        return identifier.remembered(credential);
    }

    /** May block as long as the store does. */
    Outcome<Identified> identify(Credential credential) {
        return identifier
                .identify(credential)
                .map(
                        caller -> {
                            welcome.accept(caller);
                            return caller;
                        });
    }

    Outcome<Permitted> permit(Identified caller, Entry entry) {
        return switch (entry) {
            case Entry.Holding(Permission permission) -> permitter.permit(caller, permission);
            case Entry.Wearing(Permission permission, Set<Capability> oneOf) ->
                    permitter.permit(caller, permission, oneOf);
            case Entry.Everybody _ -> throw new IllegalStateException("nobody is asked here");
        };
    }

    /** Complete at once unless limits are counted together with other processes. */
    CompletionStage<Admission> admit(
            Permitted caller, Limiting limiting, RequestId call, Arrived arrived) {
        Demand demand =
                limiting == Limiting.TOKENS
                        ? Demand.ofTokens(arrived.bytes() / BYTES_PER_TOKEN + 1)
                        : Demand.ONE_REQUEST;
        return limiter.admit(
                caller,
                new Ask(call, limiting.policies(), demand, arrived.bytes(), arrived.from()));
    }

    /** What came, and from where. */
    record Arrived(long bytes, Ask.Origin from) {}

    /** A key in a query string is never read (GOV-13). */
    static Credential credential(HttpServerRequest request) {
        return new Credential(
                Optional.ofNullable(request.getHeader("authorization")).flatMap(Entrance::bearer),
                Optional.ofNullable(request.getHeader("x-api-key"))
                        .map(String::strip)
                        .map(SensitiveText::of));
    }

    private static Optional<SensitiveText> bearer(String header) {
        String scheme = "bearer ";
        return header.toLowerCase(Locale.ROOT).startsWith(scheme)
                ? Optional.of(SensitiveText.of(header.substring(scheme.length()).strip()))
                : Optional.empty();
    }
}
