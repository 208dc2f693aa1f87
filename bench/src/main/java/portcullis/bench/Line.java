package portcullis.bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One connection to a gateway: sends a request, reads the answer, never waits for either. */
final class Line implements AutoCloseable {
    /** What came in. */
    enum News {
        PART,
        WHOLE,
        BROKEN
    }

    private final Prompt prompt;
    private final Answer answer;
    private SocketChannel channel;

    /** Connects (loopback addresses: at once) and tells the selector about it. */
    Line(Selector selector, Prompt prompt, Answer.Sink sink, Object owner) throws IOException {
        this.prompt = prompt;
        this.answer = new Answer(sink);
        this.channel = connect(selector, owner);
    }

    /** The same, in place of a connection that ended. */
    void again(Selector selector, Object owner) throws IOException {
        channel.close();
        channel = connect(selector, owner);
    }

    private SocketChannel connect(Selector selector, Object owner) throws IOException {
        SocketChannel opened = SocketChannel.open(prompt.address());
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.configureBlocking(false);
        opened.register(selector, SelectionKey.OP_READ, owner);
        return opened;
    }

    /** Sends the next prompt. False: the connection is gone or takes no more. */
    boolean send() {
        answer.begin();
        ByteBuffer request = prompt.next();
        try {
            channel.write(request);
            return !request.hasRemaining();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Reads what is there, through a buffer that lines of one thread share. */
    News read(ByteBuffer shared) {
        shared.clear();
        try {
            if (channel.read(shared) < 0) {
                return News.BROKEN;
            }
            return answer.read(shared.flip()) ? News.WHOLE : News.PART;
        } catch (IOException gone) {
            return News.BROKEN;
        }
    }

    int status() {
        return answer.status();
    }

    Optional<String> header(String name) {
        return answer.header(name);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
