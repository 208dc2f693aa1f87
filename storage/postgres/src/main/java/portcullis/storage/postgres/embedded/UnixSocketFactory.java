package portcullis.storage.postgres.embedded;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import javax.net.SocketFactory;

/**
 * Lets the PostgreSQL driver speak over a Unix socket. The driver makes one by name, with the path
 * of the socket as its argument; the host and port it then names are not used.
 */
public final class UnixSocketFactory extends SocketFactory {
    private final Path path;

    public UnixSocketFactory(String path) {
        this.path = Path.of(path);
    }

    @Override
    public Socket createSocket() {
        return new UnixSocket(path);
    }

    @Override
    public Socket createSocket(String host, int port) throws UnknownHostException {
        throw unknown();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
            throws UnknownHostException {
        throw unknown();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws UnknownHostException {
        throw unknown();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
            throws UnknownHostException {
        throw unknown();
    }

    private static UnknownHostException unknown() {
        return new UnknownHostException("only a local socket can be reached");
    }
}
