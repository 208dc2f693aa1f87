package portcullis.providers.line;

/** Listens to a status other than 2xx: 64 KB of its body are enough to know why. */
final class RefusalListener implements Listener {
    private static final int MOST_BYTES = 65_536;

    private final Head head;
    private final Tongue tongue;
    private final Ear ear;
    private final Gathered body = new Gathered(MOST_BYTES);

    RefusalListener(Head head, Tongue tongue, Ear ear) {
        this.head = head;
        this.tongue = tongue;
        this.ear = ear;
    }

    @Override
    public void bytes(byte[] more) {
        if (!body.add(more)) {
            end();
        }
    }

    @Override
    public void end() {
        ear.failed(tongue.refusal(head, body.all()));
    }

    /** The status was clear enough. */
    @Override
    public void broken(Throwable how) {
        end();
    }
}
