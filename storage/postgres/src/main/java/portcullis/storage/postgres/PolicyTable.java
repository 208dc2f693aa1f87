package portcullis.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import portcullis.disclosure.tighten.PolicyRule;
import portcullis.disclosure.tighten.PolicyStore;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.Policy;

/** Tenants' own policies in PostgreSQL. A row only ever gets stricter, whoever writes last. */
public final class PolicyTable implements PolicyStore {
    private final Database database;

    public PolicyTable(Database database) {
        this.database = database;
    }

    @Override
    public List<PolicyRule> all() {
        return database.acrossTenants(
                handle ->
                        handle.createQuery(
                                        "SELECT tenant, application, context, policy"
                                                + " FROM phi_policies"
                                                + " ORDER BY tenant, application, context")
                                .map((row, _) -> rule(row))
                                .list());
    }

    @Override
    public void tighten(PolicyRule rule, KeyId by, Instant at) {
        TenantId tenant = rule.tenant().orElseThrow();
        database.within(
                tenant,
                handle -> {
                    Tenants.ensure(handle, tenant);
                    return handle.createUpdate(
                                    """
                                    INSERT INTO phi_policies
                                        (tenant, application, context, policy, key, changed)
                                    VALUES (:tenant, :application, :context, :policy, :key,
                                            :changed)
                                    ON CONFLICT (tenant, application, context) DO UPDATE
                                    SET policy = excluded.policy,
                                        key = excluded.key,
                                        changed = excluded.changed
                                    WHERE phi_policies.policy = ANY(:looser)
                                    """)
                            .bind("tenant", tenant.value())
                            .bind("application", rule.application().map(Label::value).orElse(""))
                            .bind("context", rule.context().name())
                            .bind("policy", rule.policy().name())
                            .bind("looser", looser(rule.policy()))
                            .bind("key", by.value())
                            .bind("changed", at.atOffset(ZoneOffset.UTC))
                            .execute();
                });
    }

    private static String[] looser(Policy than) {
        return Arrays.stream(Policy.values())
                .filter(policy -> policy.compareTo(than) < 0)
                .map(Policy::name)
                .toArray(String[]::new);
    }

    private static PolicyRule rule(ResultSet row) throws SQLException {
        return new PolicyRule(
                Optional.of(new TenantId(row.getString("tenant"))),
                Optional.of(row.getString("application"))
                        .filter(name -> !name.isEmpty())
                        .map(Label::new),
                Context.valueOf(row.getString("context")),
                Policy.valueOf(row.getString("policy")));
    }
}
