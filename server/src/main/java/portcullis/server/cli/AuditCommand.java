package portcullis.server.cli;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import portcullis.governance.audit.Verdict;
import portcullis.kernel.TenantId;
import portcullis.server.wiring.OperatorTools;

/** The audit chains, seen from outside. */
final class AuditCommand {
    private AuditCommand() {}

    static Object[] commands(Desk desk) {
        return new Object[] {new Verify(desk)};
    }

    /** Reads every chain from its first entry. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Reads every chain; exit code 1 when an entry is not as it was written.")
    static final class Verify implements Callable<Integer> {
        private final Desk desk;

        @Mixin private Configured configured = new Configured();

        Verify(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            return desk.with(
                    configured,
                    Map.of(),
                    settings -> {
                        try (OperatorTools tools =
                                OperatorTools.open(settings.store(), desk.clock())) {
                            Map<TenantId, Verdict> verdicts = tools.verify();
                            verdicts.forEach(this::show);
                            boolean sound = verdicts.values().stream().allMatch(Verdict::sound);
                            return sound ? Exits.OK : Exits.FAILED;
                        }
                    });
        }

        private void show(TenantId tenant, Verdict verdict) {
            String state =
                    verdict.flaw()
                            .map(
                                    broken ->
                                            "BROKEN at entry "
                                                    + broken.seq()
                                                    + " ("
                                                    + name(broken.flaw())
                                                    + ")")
                            .orElse("sound");
            desk.terminal()
                    .say(
                            tenant
                                    + ": "
                                    + state
                                    + ", "
                                    + verdict.entries()
                                    + " entries, "
                                    + verdict.intents()
                                    + " intents, "
                                    + verdict.receipts()
                                    + " receipts, "
                                    + verdict.intentsWithoutReceipt()
                                    + " intents without receipt");
        }

        private static String name(Enum<?> flaw) {
            return flaw.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
