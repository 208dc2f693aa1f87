package portcullis.governance.budget;

import java.time.Instant;
import java.util.Comparator;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * One budget in one of its windows: what is counted.
 *
 * @param subject the tenant's name, the key's id or the model's name, as the scope says
 * @param opened when the window began
 */
public record Account(TenantId tenant, Scope scope, Label subject, Window window, Instant opened)
        implements Comparable<Account> {
    private static final Comparator<Account> ORDER =
            Comparator.comparing((Account account) -> account.tenant.value())
                    .thenComparing(Account::scope)
                    .thenComparing(account -> account.subject.value())
                    .thenComparing(Account::window)
                    .thenComparing(Account::opened);

    @Override
    public int compareTo(Account other) {
        return ORDER.compare(this, other);
    }
}
