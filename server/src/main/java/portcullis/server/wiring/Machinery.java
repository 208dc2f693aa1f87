package portcullis.server.wiring;

import java.net.URI;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import portcullis.gateway.CacheRule;
import portcullis.gateway.Model;
import portcullis.gateway.ModelCall;
import portcullis.gateway.Price;
import portcullis.gateway.Setup;
import portcullis.gateway.StreamFailure;
import portcullis.gateway.Streaming;
import portcullis.gateway.Surroundings;
import portcullis.gateway.Target;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.stream.Shelf;
import portcullis.governance.audit.Auditor;
import portcullis.kernel.Label;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.providers.ProviderRegister;
import portcullis.providers.Vendor;
import portcullis.server.settings.Settings;

/** Turns settings into the gateway's own words. */
final class Machinery {
    private static final Label RULES = new Label("first-width-1");
    private static final int SECRET_BYTES = 32;

    private Machinery() {}

    /** What a model call needs of the rest of the house. */
    record Doors(
            Inspection inspection,
            Auditor auditor,
            Lent lent,
            ScheduledExecutorService timer,
            ProviderRegister register,
            Shelf streams) {}

    static ModelCall modelCall(Settings settings, Doors doors) {
        Setup setup =
                new Setup(
                        settings.models().stream().map(Machinery::model).toList(),
                        policy(settings),
                        RULES,
                        secret(),
                        settings.cache().bytes(),
                        settings.naming(),
                        streaming(settings.streaming(), doors.streams()));
        Surroundings around =
                new Surroundings(
                        doors.inspection(),
                        doors.auditor(),
                        doors.lent().log(),
                        doors.lent().clock(),
                        doors.timer());
        return new ModelCall(setup, providers(settings.vendors(), doors.register()), around);
    }

    private static Streaming streaming(Settings.Streaming streaming, Shelf shelf) {
        return new Streaming(
                streaming.enabled(),
                Math.toIntExact(streaming.bytes()),
                streaming.time(),
                Optional.of(shelf));
    }

    private static Policy policy(Settings settings) {
        return Policy.valueOf(settings.privacy().policy().toUpperCase(Locale.ROOT));
    }

    private static byte[] secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    private static Map<Label, Provider> providers(
            List<Settings.Vendor> vendors, ProviderRegister register) {
        Map<Label, Provider> open = new LinkedHashMap<>();
        for (Settings.Vendor vendor : vendors) {
            register.open(vendor.dialect(), vendor(vendor))
                    .ifPresent(provider -> open.put(vendor.name(), provider));
        }
        return open;
    }

    private static Vendor vendor(Settings.Vendor vendor) {
        return vendor.baseUrl()
                .map(
                        address ->
                                new Vendor(
                                        vendor.name(),
                                        URI.create(address),
                                        vendor.key(),
                                        vendor.capacity(),
                                        vendor.manner()))
                .orElseGet(() -> Vendor.inside(vendor.name()));
    }

    private static Model model(Settings.Model model) {
        Settings.Waits waits = model.waits();
        return new Model(
                model.name(),
                model.targets().stream().map(Machinery::target).toList(),
                timeouts(waits),
                switch (model.onFailure()) {
                    case CONTINUE -> StreamFailure.CONTINUE;
                    case TERMINATE -> StreamFailure.TERMINATE;
                    case BUFFER -> StreamFailure.BUFFER;
                },
                model.cache().on()
                        ? new CacheRule(CacheRule.Scope.TENANT, model.cache().ttl())
                        : CacheRule.OFF,
                model.routing());
    }

    private static Timeouts timeouts(Settings.Waits waits) {
        Timeouts standard = Model.STANDARD_TIMEOUTS;
        return new Timeouts(
                waits.connect(),
                waits.firstToken(),
                waits.idle(),
                waits.total().orElse(standard.total()),
                waits.total().orElse(standard.plain()));
    }

    private static Target target(Settings.Target target) {
        return new Target(
                target.vendor(),
                target.model(),
                new Price(target.inputPrice(), target.outputPrice()),
                target.traits());
    }
}
