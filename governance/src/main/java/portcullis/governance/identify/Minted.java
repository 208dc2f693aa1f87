package portcullis.governance.identify;

import java.util.Set;
import portcullis.governance.Capability;
import portcullis.kernel.SensitiveText;

/**
 * A new key: what the store keeps, and the secret, which exists here only and is shown once.
 *
 * @param secret the whole key as the caller will send it
 */
public record Minted(StoredKey stored, SensitiveText secret) {

    /** The same key for this. */
    public Minted within(KeyScope scope) {
        return new Minted(stored.within(scope), secret);
    }

    /** The same key for an owner with these hats. */
    public Minted wearing(Set<Capability> hats) {
        return new Minted(stored.wearing(hats), secret);
    }
}
