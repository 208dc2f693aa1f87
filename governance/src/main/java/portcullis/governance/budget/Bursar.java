package portcullis.governance.budget;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.StoreUnavailable;

/** Tells where budgets stand, and opens targets again that an incident closed (GOV-25, GOV-34). */
public final class Bursar {
    private final Budgets budgets;
    private final Accounts accounts;
    private final List<Label> models;
    private final Clock clock;

    /**
     * @param models as callers name them
     */
    public Bursar(Budgets budgets, Accounts accounts, List<Label> models, Clock clock) {
        this.budgets = budgets;
        this.accounts = accounts;
        this.models = List.copyOf(models);
        this.clock = clock;
    }

    /** Budgets that bound this caller, spent or not; blocks. */
    public Outcome<List<Standing>> own(Permitted caller) {
        return budgets.all().isEmpty()
                ? Outcome.passed(List.of())
                : read(() -> standings(claimed(caller), stored(caller)));
    }

    /** Those, and every other budget of the tenant that something was spent of. */
    public Outcome<List<Standing>> all(Permitted caller) {
        return read(
                () -> {
                    Map<Account, Line> lines = new TreeMap<>(stored(caller));
                    lines.putAll(claimed(caller));
                    return standings(lines, stored(caller));
                });
    }

    public Outcome<List<Incident>> incidents(Permitted caller) {
        return read(() -> accounts.incidents(caller.tenant()));
    }

    /** Refused with {@code NOT_FOUND} when the target is not closed. */
    public Outcome<Label> acknowledge(Permitted caller, Label target) {
        return read(() -> accounts.acknowledge(caller.tenant(), target, clock.instant()))
                .then(
                        found ->
                                found
                                        ? Outcome.passed(target)
                                        : Outcome.refused(RefusalCode.NOT_FOUND));
    }

    /** What is configured, unspent. */
    private Map<Account, Line> claimed(Permitted caller) {
        Map<Account, Line> lines = new TreeMap<>();
        for (Label model : models) {
            budgets.claims(caller.tenant(), caller.key(), model, clock.instant())
                    .forEach(
                            claim -> lines.put(claim.account(), Line.under(claim.ceilingMicros())));
        }
        return lines;
    }

    private Map<Account, Line> stored(Permitted caller) {
        Instant now = clock.instant();
        Set<Instant> opened =
                Arrays.stream(Window.values())
                        .map(window -> window.opened(now, budgets.zoneOf(caller.tenant())))
                        .collect(Collectors.toCollection(TreeSet::new));
        return accounts.lines(caller.tenant(), opened);
    }

    private List<Standing> standings(Map<Account, Line> wanted, Map<Account, Line> stored) {
        List<Standing> standings = new ArrayList<>();
        wanted.forEach(
                (account, configured) -> {
                    Line known = stored.getOrDefault(account, configured);
                    Line line =
                            new Line(
                                    configured.ceiling(),
                                    known.settled(),
                                    known.reserved(),
                                    known.over());
                    standings.add(new Standing(account, line, resets(account)));
                });
        return standings;
    }

    private Optional<Instant> resets(Account account) {
        return account.window().closes(account.opened(), budgets.zoneOf(account.tenant()));
    }

    private static <T> Outcome<T> read(Supplier<T> question) {
        try {
            return Outcome.passed(question.get());
        } catch (StoreUnavailable away) {
            return Outcome.refused(RefusalCode.STORE_UNAVAILABLE);
        }
    }
}
