package portcullis.providers.openai;

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
import portcullis.providers.Calls;
import portcullis.providers.Surroundings;
import portcullis.providers.Vendor;
import portcullis.providers.Witness;
import portcullis.providers.offline.Passages;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.provider.Turn;

/** A provider of ours wired to a scripted vendor. */
final class Wired implements AutoCloseable {
    final SimulatedProvider vendor = SimulatedProvider.start();
    final Vertx vertx = Vertx.vertx();
    final Provider provider = open(vendor.base(), Vendor.PERMITS);
    private final Calls calls;

    Wired(Path folder) {
        calls = new Calls(folder);
    }

    Provider open(URI base, int permits) {
        Vendor configured =
                new Vendor(
                        new Label("main"), base, Optional.of(SensitiveText.of("sk-test")), permits);
        return OpenAiProvider.open(
                configured, new Surroundings(vertx, Clock.systemUTC(), Passages.none()));
    }

    Witness streamed(Turn turn) throws InterruptedException {
        return streamed(turn, Calls.PATIENT);
    }

    Witness streamed(Turn turn, Timeouts timeouts) throws InterruptedException {
        vendor.script(turn);
        return hear(Calls.ask(Calls.streamed(Calls.chat("hello there")), "gpt-x", timeouts));
    }

    Witness plain(Turn turn) throws InterruptedException {
        return plain(turn, Calls.PATIENT);
    }

    Witness plain(Turn turn, Timeouts timeouts) throws InterruptedException {
        vendor.script(turn);
        return hear(Calls.ask(Calls.chat("hello there"), "gpt-x", timeouts));
    }

    Witness hear(Ask ask) throws InterruptedException {
        Witness heard = new Witness();
        call(ask, heard);
        return heard.atEnd();
    }

    Attempt call(Ask ask, Witness heard) {
        return provider.call(ask, calls.permit(ask), heard);
    }

    Attempt call(Provider other, Ask ask, Witness heard) {
        return other.call(ask, calls.permit(ask), heard);
    }

    @Override
    public void close() {
        vertx.close().await();
        vendor.close();
        calls.close();
    }
}
