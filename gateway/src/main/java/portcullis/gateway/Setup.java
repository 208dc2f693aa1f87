package portcullis.gateway;

import java.util.List;
import portcullis.gateway.remember.Memory;
import portcullis.governance.budget.Budgets;
import portcullis.kernel.Label;
import portcullis.privacy.Policy;

/**
 * What the gateway is configured with.
 *
 * @param models what callers may name; names are unique
 * @param policy what happens to findings in requests and answers
 * @param rules version of the rule pack that screens; part of every cache key
 * @param secret at least 32 random bytes of this installation, or of this process when it shares
 *     nothing: keys the cache and the digests in audit intents
 * @param memory bounds on remembered answers (GTW-32: 64 MB unless configured), and where else they
 *     are remembered
 * @param budgets what tenants, keys and models may spend
 * @param naming what callers may say in place of a model's name
 * @param streaming how streams are served
 * @param batching how small embeddings requests share a call
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Setup(
        List<Model> models,
        PolicyChoice policy,
        Label rules,
        byte[] secret,
        Memory.Size memory,
        Naming naming,
        Budgets budgets,
        Streaming streaming,
        Batching batching) {
    public static final long STANDARD_CACHE_BYTES = 64L * 1024 * 1024;
    private static final int SHORTEST_SECRET = 32;

    /** With answers in this process only, models that are called by their names, no budgets. */
    public Setup(List<Model> models, Policy policy, Label rules, byte[] secret, long cacheBytes) {
        this(
                models,
                PolicyChoice.always(policy),
                rules,
                secret,
                Memory.Size.of(cacheBytes),
                Naming.PLAIN,
                Budgets.NONE,
                Streaming.STANDARD,
                Batching.OFF);
    }

    public Setup {
        models = List.copyOf(models);
        if (secret.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("the secret needs 32 bytes");
        }
    }
}
