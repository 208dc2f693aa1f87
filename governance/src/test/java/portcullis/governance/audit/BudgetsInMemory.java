package portcullis.governance.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import portcullis.governance.budget.Account;
import portcullis.governance.budget.BudgetBook;
import portcullis.governance.budget.Costs;
import portcullis.governance.budget.Held;
import portcullis.governance.budget.Incident;
import portcullis.governance.budget.Line;

/** Accounts in maps; the ledger around it is the transaction. */
final class BudgetsInMemory implements BudgetBook {
    private final Map<Account, Line> lines = new HashMap<>();
    private final List<Held> held = new ArrayList<>();
    private final List<Incident> incidents = new ArrayList<>();

    @Override
    public synchronized Opened open(Set<Costs.Sent> sent, SortedSet<Account> claimed) {
        List<Held> settling = held.stream().filter(one -> sent.contains(one.sent())).toList();
        Map<Account, Line> known = new HashMap<>(lines);
        known.keySet()
                .removeIf(
                        account ->
                                !claimed.contains(account)
                                        && settling.stream()
                                                .noneMatch(
                                                        one -> one.accounts().contains(account)));
        Set<Closed> closed = new HashSet<>();
        incidents.forEach(one -> closed.add(new Closed(one.tenant(), one.target())));
        return new Opened(settling, known, closed);
    }

    @Override
    public synchronized void write(Changes changes) {
        lines.putAll(changes.lines());
        held.removeAll(changes.gone());
        held.addAll(changes.made());
        incidents.addAll(changes.incidents());
    }

    synchronized Map<Account, Line> lines() {
        return Map.copyOf(lines);
    }

    synchronized List<Held> held() {
        return List.copyOf(held);
    }

    synchronized List<Incident> incidents() {
        return List.copyOf(incidents);
    }
}
