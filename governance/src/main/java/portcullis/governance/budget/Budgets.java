package portcullis.governance.budget;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * All budgets of the configuration. Of one scope and window, a budget with a name goes before the
 * one without; budgets of different scopes or windows all apply.
 *
 * @param zone where windows begin, unless the tenant has a zone of its own
 */
public record Budgets(List<Budget> all, ZoneId zone, Map<TenantId, ZoneId> zones) {
    /** No budget: nothing is reserved, and prices need not be known. */
    public static final Budgets NONE = new Budgets(List.of(), ZoneOffset.UTC, Map.of());

    public Budgets {
        all = List.copyOf(all);
        zones = Map.copyOf(zones);
    }

    /** Where the tenant's windows begin. */
    public ZoneId zoneOf(TenantId tenant) {
        return zones.getOrDefault(tenant, zone);
    }

    /**
     * What a call must fit into; empty when no budget applies.
     *
     * @param model as callers name it
     * @param at when the call was admitted; its attempts all belong to the windows of that moment
     */
    public List<Claim> claims(TenantId tenant, KeyId key, Label model, Instant at) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<Claim> claims = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            Label subject =
                    switch (scope) {
                        case TENANT -> new Label(tenant.value());
                        case KEY -> new Label(key.value());
                        case MODEL -> model;
                    };
            for (Window window : Window.values()) {
                Instant opened = window.opened(at, zoneOf(tenant));
                Account account = new Account(tenant, scope, subject, window, opened);
                applying(scope, window, subject)
                        .ifPresent(
                                budget -> claims.add(new Claim(account, budget.ceilingMicros())));
            }
        }
        return claims;
    }

    private Optional<Budget> applying(Scope scope, Window window, Label subject) {
        List<Budget> candidates =
                all.stream()
                        .filter(budget -> budget.scope() == scope && budget.window() == window)
                        .toList();
        return candidates.stream()
                .filter(budget -> budget.name().filter(subject::equals).isPresent())
                .findFirst()
                .or(() -> candidates.stream().filter(one -> one.name().isEmpty()).findFirst());
    }
}
