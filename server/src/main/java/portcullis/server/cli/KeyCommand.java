package portcullis.server.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import portcullis.governance.Capability;
import portcullis.governance.Role;
import portcullis.governance.identify.KeyScope;
import portcullis.governance.identify.Minted;
import portcullis.governance.identify.StoredKey;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.TenantId;
import portcullis.server.wiring.KeyOffice;
import portcullis.server.wiring.OperatorTools;

/** Keys, made by whoever may read the data directory (GOV-87). */
final class KeyCommand {
    private KeyCommand() {}

    private static int with(
            Desk desk, Configured configured, Function<KeyOffice, Outcome<Integer>> work) {
        return desk.with(
                configured,
                Map.of(),
                settings -> {
                    try (OperatorTools tools = OperatorTools.open(settings.store(), desk.clock())) {
                        return switch (work.apply(tools.keys())) {
                            case Outcome.Passed<Integer>(Integer exit) -> exit;
                            case Outcome.Refused<Integer>(Refusal refusal) -> {
                                desk.terminal().note(refusal.sentence());
                                yield Exits.FAILED;
                            }
                        };
                    }
                });
    }

    static Object[] commands(Desk desk) {
        return new Object[] {new Create(desk), new Listing(desk), new Revoke(desk)};
    }

    /** Makes one and prints it alone on standard output. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a key and prints it alone on standard output, once.")
    static final class Create implements Callable<Integer> {
        private final Desk desk;

        @Mixin private Configured configured = new Configured();

        @Option(
                names = "--tenant",
                required = true,
                paramLabel = "TENANT",
                description = "Tenant: a-z 0-9 -; made when it is new.")
        private String tenant = "";

        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "What the key is for.")
        private String name = "";

        @Option(
                names = "--role",
                defaultValue = "practitioner",
                paramLabel = "ROLE",
                description =
                        "viewer, practitioner (default), analyst, approver, admin; researcher and"
                                + " steward are aliases.")
        private String role = "";

        @Option(
                names = "--expires",
                defaultValue = "365d",
                paramLabel = "SPAN",
                description = "How long it is valid, such as 30d or 12h (default 365d).")
        private String expires = "";

        @Option(
                names = "--user",
                paramLabel = "USER",
                description = "Who uses it; keys of one user of a tenant share that user's limits.")
        private String user = "";

        @Option(
                names = "--model",
                paramLabel = "MODEL",
                description = "A model it may call; may be repeated (default: all).")
        private Set<String> models = new TreeSet<>();

        @Option(
                names = "--capability",
                split = ",",
                paramLabel = "HAT",
                description =
                        "Hats of the owner: steward, pi, irb_officer, compliance_officer,"
                                + " privacy_officer, prescriber, clinical_reviewer, publisher,"
                                + " evaluation_lead. May be given several times.")
        private List<String> capabilities = List.of();

        Create(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            Optional<Role> wanted = Role.named(role);
            Optional<Duration> life = Spans.read(expires);
            if (!Stream.concat(models.stream(), Stream.of(user).filter(it -> !it.isEmpty()))
                    .allMatch(it -> it.matches("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}"))) {
                desk.terminal().note("A user or a model is a name without blanks.");
                return Exits.USAGE;
            }
            Set<Capability> hats =
                    capabilities.stream()
                            .flatMap(hat -> Capability.named(hat).stream())
                            .collect(Collectors.toSet());
            if (hats.size() != Set.copyOf(capabilities).size()) {
                desk.terminal().note("A capability is one of those that --help names.");
                return Exits.USAGE;
            }
            if (wanted.isEmpty() || life.isEmpty() || !tenant.matches("[a-z0-9][a-z0-9-]{0,62}")) {
                desk.terminal()
                        .note(
                                "A tenant is 1-63 characters of a-z 0-9 -; a role is viewer,"
                                        + " practitioner, analyst, approver or admin; a span is"
                                        + " like 30d or 12h.");
                return Exits.USAGE;
            }
            return with(
                    desk,
                    configured,
                    office ->
                            office.create(
                                            new TenantId(tenant),
                                            name,
                                            new KeyOffice.Trust(wanted.get(), hats, scope()),
                                            life.get())
                                    .map(this::shown));
        }

        private KeyScope scope() {
            return new KeyScope(
                    user.isEmpty() ? Optional.empty() : Optional.of(new Label(user)),
                    models.stream().map(Label::new).collect(Collectors.toSet()));
        }

        private int shown(Minted minted) {
            StoredKey key = minted.stored();
            desk.terminal()
                    .note(
                            "Key "
                                    + key.id()
                                    + " of tenant "
                                    + key.tenant()
                                    + ", role "
                                    + key.role().name().toLowerCase(Locale.ROOT)
                                    + ", valid until "
                                    + key.expires()
                                    + ". It is shown only now.");
            desk.terminal().say(minted.secret().reveal());
            return Exits.OK;
        }
    }

    /** Shows what is stored; never a secret. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists keys, newest first, without their secrets.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        @Mixin private Configured configured = new Configured();

        @Option(names = "--tenant", paramLabel = "TENANT", description = "Of this tenant only.")
        private String tenant = "";

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            Optional<TenantId> wanted =
                    tenant.isEmpty() ? Optional.empty() : Optional.of(new TenantId(tenant));
            return with(
                    desk,
                    configured,
                    office -> {
                        office.list(wanted).forEach(this::show);
                        return Outcome.passed(Exits.OK);
                    });
        }

        private void show(StoredKey key) {
            String state = key.revoked().isPresent() ? "revoked" : "until " + key.expires();
            desk.terminal()
                    .say(
                            String.join(
                                    "\t",
                                    key.id().value(),
                                    key.tenant().value(),
                                    key.role().name().toLowerCase(Locale.ROOT),
                                    state,
                                    key.name()));
        }
    }

    /** Ends a key's life; effective within five seconds. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes a key; running servers refuse it within five seconds.")
    static final class Revoke implements Callable<Integer> {
        private final Desk desk;

        @Mixin private Configured configured = new Configured();

        @Parameters(paramLabel = "ID", description = "The 12 characters after pk_.")
        private String id = "";

        Revoke(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            if (!id.matches("[0-9a-z]{12}")) {
                desk.terminal().note("A key id is the 12 characters after pk_.");
                return Exits.USAGE;
            }
            return with(
                    desk,
                    configured,
                    office ->
                            office.revoke(new KeyId(id))
                                    .map(
                                            revoked -> {
                                                desk.terminal().note("Revoked " + revoked + ".");
                                                return Exits.OK;
                                            }));
        }
    }

    /** Life spans as they are typed. */
    static final class Spans {
        private Spans() {}

        static Optional<Duration> read(String text) {
            if (!text.matches("\\d{1,6}[dhm]")) {
                return Optional.empty();
            }
            long count = Long.parseLong(text.substring(0, text.length() - 1));
            return Optional.of(
                    switch (text.charAt(text.length() - 1)) {
                        case 'd' -> Duration.ofDays(count);
                        case 'h' -> Duration.ofHours(count);
                        default -> Duration.ofMinutes(count);
                    });
        }
    }
}
