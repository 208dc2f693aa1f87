package portcullis.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A chat request of about 1 KB, whose prompt is new each time it is sent. */
final class Prompt {
    static final String FILLER =
            "The patient reports no fever and drinks enough water today. ".repeat(15);

    private final InetSocketAddress address;
    private final byte[] request;
    private final int wordAt;
    private final Words words;

    Prompt(Subject subject, Shape shape, String model, Words words) {
        URI uri = URI.create(subject.address(shape));
        this.address = new InetSocketAddress(uri.getHost(), uri.getPort());
        this.words = words;
        String before = before(model, shape.streams());
        String after = ".\"}]}";
        StringBuilder text = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nHost: ");
        text.append(uri.getAuthority()).append("\r\nContent-Type: application/json\r\n");
        subject.headers(shape)
                .forEach(
                        (name, value) ->
                                text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Content-Length: ")
                .append(before.length() + Words.LENGTH + after.length())
                .append("\r\n\r\n")
                .append(before);
        this.wordAt = text.length();
        this.request =
                text.append("a".repeat(Words.LENGTH))
                        .append(after)
                        .toString()
                        .getBytes(StandardCharsets.US_ASCII);
    }

    /** The body as far as the word that makes it new. */
    static String before(String model, boolean streams) {
        return "{\"model\":\""
                + model
                + "\",\"stream\":"
                + streams
                + ",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\""
                + FILLER
                + "Topic ";
    }

    InetSocketAddress address() {
        return address;
    }

    /** The bytes of the next request; they are overwritten by the one after it. */
    ByteBuffer next() {
        byte[] word = words.take().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(word, 0, request, wordAt, word.length);
        return ByteBuffer.wrap(request);
    }
}
