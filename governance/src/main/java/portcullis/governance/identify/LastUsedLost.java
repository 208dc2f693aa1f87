package portcullis.governance.identify;

import portcullis.kernel.Event;
import portcullis.kernel.KeyId;

/** The store was away when a key's last use should have been written; nothing else is affected. */
public record LastUsedLost(KeyId key) implements Event {}
