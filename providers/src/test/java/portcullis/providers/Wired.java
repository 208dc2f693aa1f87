package portcullis.providers;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Timeouts;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.providers.offline.Passages;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** A provider of ours wired to a scripted vendor. */
public final class Wired implements AutoCloseable {
    public final SimulatedProvider vendor = SimulatedProvider.start();
    public final Vertx vertx = Vertx.vertx();
    public final Provider provider;
    private final String dialect;
    private final Calls calls;

    public Wired(String dialect, Path folder) {
        this.dialect = dialect;
        this.provider = open(vendor.base(), Vendor.PERMITS);
        this.calls = new Calls(folder);
    }

    public Provider open(URI base, int permits) {
        Vendor configured =
                new Vendor(
                        new Label("main"), base, Optional.of(SensitiveText.of("sk-test")), permits);
        Surroundings around = new Surroundings(vertx, Clock.systemUTC(), Passages.none());
        return new ProviderRegister(around).open(dialect, configured).orElseThrow();
    }

    public Witness streamed(Turn turn) throws InterruptedException {
        return streamed(turn, Calls.PATIENT);
    }

    public Witness streamed(Turn turn, Timeouts timeouts) throws InterruptedException {
        vendor.script(turn);
        return hear(Calls.ask(Calls.streamed(Calls.chat("hello there")), "gpt-x", timeouts));
    }

    public Witness plain(Turn turn) throws InterruptedException {
        return plain(turn, Calls.PATIENT);
    }

    public Witness plain(Turn turn, Timeouts timeouts) throws InterruptedException {
        vendor.script(turn);
        return hear(Calls.ask(Calls.chat("hello there"), "gpt-x", timeouts));
    }

    public Witness hear(Ask ask) throws InterruptedException {
        Witness heard = new Witness();
        call(ask, heard);
        return heard.atEnd();
    }

    public Attempt call(Ask ask, Witness heard) {
        return provider.call(ask, calls.permit(ask), heard);
    }

    public Attempt call(Provider other, Ask ask, Witness heard) {
        return other.call(ask, calls.permit(ask), heard);
    }

    @Override
    public void close() {
        vertx.close().await();
        vendor.close();
        calls.close();
    }
}
