package portcullis.server.wiring;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import portcullis.gateway.CacheRule;
import portcullis.gateway.Model;
import portcullis.gateway.ModelCall;
import portcullis.gateway.PolicyChoice;
import portcullis.gateway.Setup;
import portcullis.gateway.StreamFailure;
import portcullis.gateway.Streaming;
import portcullis.gateway.Surroundings;
import portcullis.gateway.Target;
import portcullis.gateway.keep.Keeper;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.stream.Shelf;
import portcullis.governance.audit.Auditor;
import portcullis.governance.identify.Pepper;
import portcullis.kernel.Label;
import portcullis.privacy.Inspection;
import portcullis.providers.ProviderRegister;
import portcullis.providers.Vendor;
import portcullis.server.settings.Settings;

/** Turns settings into the gateway's own words. */
final class Machinery {
    private static final Label RULES = new Label("first-width-1");
    private static final Label SECRET = new Label("gateway");

    private Machinery() {}

    /** What a model call needs of the rest of the house. */
    record Doors(
            Inspection inspection,
            PolicyChoice policies,
            Auditor auditor,
            Lent lent,
            ScheduledExecutorService timer,
            Keeper keeper,
            ProviderRegister register,
            Pepper pepper,
            Sharing sharing,
            Shelf streams) {}

    static ModelCall modelCall(Settings settings, Doors doors) {
        Setup setup =
                new Setup(
                        settings.models().stream().map(Machinery::model).toList(),
                        doors.policies(),
                        RULES,
                        doors.pepper().derive(SECRET),
                        doors.sharing().memory(settings.cache(), doors.pepper()),
                        settings.naming(),
                        settings.limit().budgets(),
                        streaming(settings.streaming(), doors.streams()),
                        settings.batching());
        Surroundings around =
                new Surroundings(
                        doors.inspection(),
                        doors.auditor(),
                        doors.lent().log(),
                        doors.lent().clock(),
                        doors.timer(),
                        doors.sharing().cooldowns(),
                        doors.keeper(),
                        doors.sharing().keepsakes());
        return new ModelCall(setup, providers(settings.vendors(), doors.register()), around);
    }

    private static Streaming streaming(Settings.Streaming streaming, Shelf shelf) {
        return new Streaming(
                streaming.enabled(),
                Math.toIntExact(streaming.bytes()),
                streaming.time(),
                Optional.of(shelf),
                streaming.held());
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
                new CacheRule(scope(model.cache().scope()), model.cache().ttl()),
                model.routing());
    }

    private static CacheRule.Scope scope(String name) {
        return CacheRule.Scope.valueOf(name.toUpperCase(Locale.ROOT));
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
        return new Target(target.vendor(), target.model(), target.price(), target.traits());
    }
}
