package portcullis.providers.line;

import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.providers.line.Heard.Alive;
import portcullis.providers.line.Heard.Over;
import portcullis.providers.line.Heard.Said;
import portcullis.providers.line.Heard.Wrong;
import portcullis.providers.line.Limits.Stage;
import portcullis.providers.line.Tongue.Framing;
import portcullis.providers.sse.Documents;

/** Listens to a streamed answer, event by event; one event may have 1 MB. */
final class StreamListener implements Listener {
    private static final int MOST_BYTES = 1 << 20;

    private final Hearing hearing;
    private final Ear ear;
    private final Documents reader;
    private boolean over;

    StreamListener(Hearing hearing, Framing framing, Ear ear) {
        this.hearing = hearing;
        this.reader = framing.reader(MOST_BYTES);
        this.ear = ear;
    }

    @Override
    public void bytes(byte[] more) {
        if (!over && !reader.feed(more, this::event)) {
            over = true;
            ear.failed(new Malformed(Cause.BAD_FRAMING));
        }
    }

    @Override
    public void end() {
        if (!over) {
            reader.end(this::event);
        }
        brokenOff(Cause.CUT);
    }

    @Override
    public void broken(Throwable how) {
        brokenOff(Failures.inBody(how).cause());
    }

    private void event(String name, byte[] data) {
        if (over) {
            return;
        }
        switch (hearing.event(data)) {
            case Said(var frame) -> {
                ear.said(frame);
                progress();
            }
            case Alive() -> progress();
            case Over() -> overAfterMark();
            case Wrong(var trouble) -> {
                over = true;
                ear.failed(trouble);
            }
        }
    }

    private void progress() {
        switch (hearing.progress()) {
            case NOTHING -> ear.waitFor(Stage.FIRST_TOKEN);
            case BEGUN -> ear.waitFor(Stage.NEXT);
            case FINISHED -> ear.waitFor(Stage.END);
            case SETTLED -> finish();
        }
    }

    private void overAfterMark() {
        if (hearing.progress() == Hearing.Progress.NOTHING) {
            over = true;
            ear.failed(new Malformed(Cause.EMPTY));
        } else {
            finish();
        }
    }

    private void finish() {
        over = true;
        ear.finished();
    }

    /** No more bytes: fine when every part of the answer is complete, a failure otherwise. */
    private void brokenOff(Cause cause) {
        if (over) {
            return;
        }
        over = true;
        switch (hearing.progress()) {
            case NOTHING, BEGUN -> ear.failed(new Malformed(cause));
            case FINISHED, SETTLED -> ear.finished();
        }
    }
}
