package portcullis.governance.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import portcullis.governance.budget.Account;
import portcullis.governance.budget.BudgetBook;
import portcullis.governance.budget.BudgetEvent;
import portcullis.governance.budget.Call;
import portcullis.governance.budget.Claim;
import portcullis.governance.budget.Costs;
import portcullis.governance.budget.Held;
import portcullis.governance.budget.Incident;
import portcullis.governance.budget.Line;
import portcullis.governance.budget.Reservation;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * The money of one batch, counted in the order in which the drafts came (GOV-30): a receipt gives
 * back what it did not use before a later intent asks for it. Lives inside one transaction.
 */
final class Till {
    private static final int[] WARNINGS = {50, 80, 95, 100};

    private final BudgetBook.Opened book;
    private final Map<Account, Line> lines;
    private final Map<Costs.Sent, Held> held = new HashMap<>();
    private final List<Held> gone = new ArrayList<>();
    private final List<Held> made = new ArrayList<>();
    private final Set<BudgetBook.Closed> closed;
    private final List<Incident> incidents = new ArrayList<>();
    private final Map<Draft, Refusal> refused = new HashMap<>();

    private Till(BudgetBook.Opened book) {
        this.book = book;
        this.lines = new HashMap<>(book.lines());
        this.closed = new HashSet<>(book.closed());
        book.held().forEach(one -> held.put(one.sent(), one));
    }

    /** The till of a batch that has not happened. */
    static Till closed() {
        return new Till(new BudgetBook.Opened(List.of(), Map.of(), Set.of()));
    }

    /** Locks what these drafts touch; a batch without money touches nothing. */
    static Till open(BudgetBook book, List<Draft> drafts) {
        Set<Costs.Sent> sent = new HashSet<>();
        SortedSet<Account> accounts = new TreeSet<>();
        for (Draft draft : drafts) {
            sent.addAll(draft.costs().byAttempt().keySet());
            draft.reservation()
                    .ifPresent(
                            wanted -> {
                                sent.add(sent(draft));
                                accounts.addAll(accounts(wanted));
                            });
        }
        return sent.isEmpty() ? closed() : new Till(book.open(sent, accounts));
    }

    /** Settles and holds, draft by draft; returns those that may be written. */
    List<Draft> admitted(List<Draft> drafts) {
        List<Draft> admitted = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            draft.costs().byAttempt().forEach((sent, cost) -> settle(sent, cost, draft));
            Optional<Refusal> refusal = draft.reservation().flatMap(wanted -> hold(draft, wanted));
            refusal.ifPresentOrElse(why -> refused.put(draft, why), () -> admitted.add(draft));
        }
        return admitted;
    }

    /** What was settled before is settled: a second time changes nothing. */
    private void settle(Costs.Sent sent, long cost, Draft draft) {
        Held one = held.remove(sent);
        if (one == null) {
            return;
        }
        for (Account account : one.accounts()) {
            lines.computeIfPresent(account, (_, line) -> line.settle(one.micros(), cost));
        }
        if (!made.remove(one)) {
            gone.add(one);
        }
        if (cost > one.micros()) {
            one.target().ifPresent(target -> close(target, one, cost, draft));
        }
    }

    private void close(Label target, Held one, long cost, Draft draft) {
        Call call = one.sent().call();
        Instant at = Instant.parse((String) draft.fields().getOrDefault("time", ""));
        closed.add(new BudgetBook.Closed(call.tenant(), target));
        incidents.add(new Incident(call.tenant(), target, call, one.micros(), cost, at));
    }

    /** Holds in every account or in none. */
    private Optional<Refusal> hold(Draft draft, Reservation wanted) {
        Optional<Label> target =
                Optional.ofNullable(draft.fields().get("target"))
                        .map(name -> new Label((String) name));
        if (target.filter(name -> isClosed(draft, name)).isPresent()) {
            return Optional.of(Refusal.of(RefusalCode.TARGET_CLOSED));
        }
        if (held.containsKey(sent(draft))) {
            return Optional.of(Refusal.of(RefusalCode.INTERNAL)); // an attempt is held only once
        }
        for (Claim claim : wanted.claims()) {
            if (!line(claim).fits(wanted.micros(), claim.ceilingMicros())) {
                return Optional.of(
                        Refusal.of(RefusalCode.BUDGET_SPENT).withLimit(claim.ceilingMicros()));
            }
        }
        for (Claim claim : wanted.claims()) {
            lines.put(claim.account(), line(claim).reserve(wanted.micros(), claim.ceilingMicros()));
        }
        Held one = new Held(sent(draft), wanted.micros(), target, List.copyOf(accounts(wanted)));
        held.put(one.sent(), one);
        made.add(one);
        return Optional.empty();
    }

    private boolean isClosed(Draft draft, Label target) {
        return closed.contains(new BudgetBook.Closed(draft.tenant(), target));
    }

    private Line line(Claim claim) {
        return lines.getOrDefault(claim.account(), Line.under(claim.ceilingMicros()));
    }

    /** Writes what changed. */
    void close(BudgetBook writing) {
        Map<Account, Line> changed = new HashMap<>(lines);
        changed.entrySet().removeIf(now -> now.getValue().equals(book.lines().get(now.getKey())));
        if (!changed.isEmpty() || !gone.isEmpty() || !made.isEmpty()) {
            writing.write(new BudgetBook.Changes(changed, gone, made, incidents));
        }
    }

    /** Drafts that were not written, and why. */
    Map<Draft, Refusal> refused() {
        return Map.copyOf(refused);
    }

    /** What the log should hear once the transaction is committed. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        lines.forEach(
                (account, line) -> {
                    Line before = book.lines().getOrDefault(account, Line.under(line.ceiling()));
                    for (int percent : WARNINGS) {
                        if (before.percent() < percent && line.percent() >= percent) {
                            events.add(reached(account, percent));
                        }
                    }
                });
        incidents.forEach(one -> events.add(above(one)));
        return events;
    }

    private static Event reached(Account account, int percent) {
        return new BudgetEvent.BudgetReached(
                account.tenant(), account.scope(), account.subject(), account.window(), percent);
    }

    private static Event above(Incident one) {
        return new BudgetEvent.BilledAboveReservation(
                one.tenant(), one.call().request(), one.target(), one.reserved(), one.billed());
    }

    private static List<Account> accounts(Reservation wanted) {
        return wanted.claims().stream().map(Claim::account).toList();
    }

    private static Costs.Sent sent(Draft draft) {
        return new Entry(draft.tenant(), draft.fields()).sent();
    }
}
