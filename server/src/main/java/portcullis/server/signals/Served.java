package portcullis.server.signals;

import java.time.Duration;
import java.util.Optional;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** A request was answered, or its caller left (status 499). */
public record Served(
        RequestId requestId,
        Label route,
        Label method,
        int status,
        Duration duration,
        Optional<TenantId> tenant,
        Optional<KeyId> key)
        implements Level.Daily {}
