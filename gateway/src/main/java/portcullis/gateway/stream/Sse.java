package portcullis.gateway.stream;

import portcullis.gateway.JsonText;

/** Server-sent events as bytes. */
final class Sse {
    private static final byte[] DATA = JsonText.ascii("data: ");

    private Sse() {}

    /** One event. Line breaks in JSON are only space between tokens, and would end the event. */
    static byte[] data(byte[] document) {
        return event(DATA, document);
    }

    /**
     * One event with its name.
     *
     * @param name in ASCII, without line breaks
     */
    static byte[] named(String name, byte[] document) {
        return event(JsonText.ascii("event: " + name + "\ndata: "), document);
    }

    static byte[] comment(String ascii) {
        return JsonText.ascii(": " + ascii + "\n\n");
    }

    private static byte[] event(byte[] head, byte[] document) {
        byte[] event = new byte[head.length + document.length + 2];
        System.arraycopy(head, 0, event, 0, head.length);
        for (int i = 0; i < document.length; i++) {
            byte next = document[i];
            event[head.length + i] = next == '\n' || next == '\r' ? (byte) ' ' : next;
        }
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }
}
