package portcullis.gateway;

import java.util.Map;

/** Where an answer goes that nobody waits for. */
final class Silence implements Reply {
    @Override
    public void whole(int status, Map<String, String> headers, byte[] body) {}

    @Override
    public void open(Map<String, String> headers) {}

    @Override
    public void event(byte[] bytes) {}

    @Override
    public void close() {}

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public void onDrain(Runnable resume) {}

    @Override
    public void onAbort(Runnable cancel) {}
}
