package portcullis.testkit.provider;

import java.util.List;

/** An answer in one vendor's language: a list of event documents, or one document. */
sealed interface Speech permits ChatSpeech, MessagesSpeech, GeminiSpeech, OllamaSpeech {

    /** The documents of a streamed answer, without framing and without the end mark. */
    List<String> chunks();

    /** What says that a stream is complete; empty when nothing does but the last chunk. */
    String endMark();

    /** One document, framed as an event with LF line ends. */
    String framed(String document);

    /** The whole answer as one document. */
    String whole();

    /** One event with this text, out of turn. */
    String extra(String text);

    /** One event that says that the vendor has failed. */
    String error();

    Spoken spoken();

    /** Of a streamed answer. */
    default String mediaType() {
        return "text/event-stream";
    }
}
