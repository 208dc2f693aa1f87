package portcullis.providers.line;

import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.providers.line.Heard.Alive;
import portcullis.providers.line.Heard.Over;
import portcullis.providers.line.Heard.Said;
import portcullis.providers.line.Heard.Wrong;
import portcullis.providers.line.Limits.Stage;

/** Listens to a plain answer of at most 20 MB. */
final class PlainListener implements Listener {
    private static final int MOST_BYTES = 20 << 20;

    private final Hearing hearing;
    private final Ear ear;
    private final Gathered body = new Gathered(MOST_BYTES);

    PlainListener(Hearing hearing, Ear ear) {
        this.hearing = hearing;
        this.ear = ear;
    }

    @Override
    public void bytes(byte[] more) {
        if (body.add(more)) {
            ear.waitFor(Stage.NEXT);
        } else {
            ear.failed(new Malformed(Cause.BAD_FRAMING));
        }
    }

    @Override
    public void end() {
        switch (hearing.whole(body.all())) {
            case Said(var frame) -> {
                ear.said(frame);
                ear.finished();
            }
            case Alive(), Over() -> ear.failed(new Malformed(Cause.EMPTY));
            case Wrong(var trouble) -> ear.failed(trouble);
        }
    }

    @Override
    public void broken(Throwable how) {
        ear.failed(Failures.inBody(how));
    }
}
