package portcullis.providers.line;

import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Trouble;
import portcullis.providers.line.Limits.Stage;

/** What a listener tells the attempt it listens for. */
interface Ear {
    /** Bytes or events came; this is what is waited for now. */
    void waitFor(Stage next);

    void said(Frame frame);

    /** The answer is complete, though its bytes may not have ended. */
    void finished();

    void failed(Trouble trouble);
}
