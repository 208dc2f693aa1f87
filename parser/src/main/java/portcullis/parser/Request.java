package portcullis.parser;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * One document to read.
 *
 * @param content the file; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Request(Format format, Caps caps, byte[] content) {

    /** Writes this request for a child to read. */
    public void send(DataOutputStream out) throws IOException {
        out.writeUTF(format.name());
        out.writeLong(caps.wall().toMillis());
        out.writeInt(caps.output());
        out.writeInt(caps.frame());
        out.writeInt(caps.pages());
        out.writeInt(content.length);
        out.write(content);
        out.flush();
    }

    /** Reads what {@link #send} wrote; the server is trusted, so the length is believed. */
    static Request receive(DataInputStream in) throws IOException {
        Format format = Format.valueOf(in.readUTF());
        Duration wall = Duration.ofMillis(in.readLong());
        Caps caps = new Caps(wall, in.readInt(), in.readInt(), in.readInt());
        byte[] content = new byte[in.readInt()];
        in.readFully(content);
        return new Request(format, caps, content);
    }

    @Override
    public String toString() {
        return "Request[" + format + ", " + content.length + " bytes]";
    }
}
