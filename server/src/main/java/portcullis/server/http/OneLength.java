package portcullis.server.http;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Reads requests and finds one invalid that names its length twice, as Content-Length and as
 * Transfer-Encoding (RFC 9112, 6.1): a proxy in front may have believed the other one. The usual
 * decoder drops the Content-Length before anybody could see it.
 */
final class OneLength extends VertxHttpRequestDecoder {
    private static final String DECODER = "httpDecoder";

    private OneLength(HttpServerOptions options) {
        super(options);
    }

    /**
     * Puts it into a new connection.
     *
     * @throws IllegalStateException when the server library has no such decoder any more
     */
    static void on(HttpConnection connection, HttpServerOptions options) {
        if (!(connection instanceof ConnectionBase base)) {
            throw new IllegalStateException("the connection has no pipeline");
        }
        base.channel().pipeline().replace(DECODER, DECODER, new OneLength(options));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("a request has one length");
    }
}
