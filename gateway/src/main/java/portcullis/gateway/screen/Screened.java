package portcullis.gateway.screen;

import portcullis.gateway.Dialect;
import portcullis.gateway.receive.Received;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/**
 * A call that was read leaf by leaf and masked. Only {@code Screener} makes one; providers accept
 * nothing else.
 */
public final class Screened {
    private final Received received;
    private final TenantId tenant;
    private final byte[] body;

    Screened(Received received, TenantId tenant, byte[] body) {
        this.received = received;
        this.tenant = tenant;
        this.body = body;
    }

    public RequestId request() {
        return received.raw().request();
    }

    public TenantId tenant() {
        return tenant;
    }

    public Dialect dialect() {
        return received.raw().dialect();
    }

    public boolean streamed() {
        return received.streamed();
    }

    /**
     * The masked request in the caller's dialect, with the caller's model name. Not a copy: never
     * change it.
     */
    public byte[] body() {
        return body;
    }
}
