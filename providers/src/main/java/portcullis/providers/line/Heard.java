package portcullis.providers.line;

import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Trouble;

/** What one document of an answer amounts to. */
public sealed interface Heard {

    /** A part of the answer, to be handed on. */
    record Said(Frame frame) implements Heard {}

    /** Nothing for the caller, but a sign of life, such as a ping. */
    record Alive() implements Heard {}

    /** The vendor's mark that nothing more comes. */
    record Over() implements Heard {}

    /** The answer has failed. */
    record Wrong(Trouble trouble) implements Heard {}
}
