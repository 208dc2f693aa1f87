package portcullis.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Quota;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.settle.Stake;

/**
 * Hears one attempt out, and tells the run step by step which attempt said what. Confined to the
 * run, but for what the vendor signals.
 */
final class Ear implements Signals {
    private final Asking asking;
    private final Steps steps;
    private final News news;
    private final List<Frame> early = new ArrayList<>();
    private Optional<Attempt> going = Optional.empty();
    private Optional<Stake> stake = Optional.empty();
    private boolean spoke;

    /** What the run does with it. It does not listen to an attempt that it gave up. */
    interface News {
        void quota(Ear ear, Quota quota);

        void frame(Ear ear, Frame frame);

        /** The vendor says that its answer is complete. */
        void done(Ear ear);

        void failed(Ear ear, Trouble trouble);
    }

    Ear(Asking asking, Steps steps, News news) {
        this.asking = asking;
        this.steps = steps;
        this.news = news;
    }

    Asking asking() {
        return asking;
    }

    /** The attempt is about to be sent with this money held for it. */
    void holds(Stake held) {
        stake = Optional.of(held);
    }

    Optional<Stake> stake() {
        return stake;
    }

    /** The attempt was sent. */
    void hears(Attempt attempt) {
        going = Optional.of(attempt);
    }

    /** Absent until the attempt was sent. */
    Optional<Attempt> going() {
        return going;
    }

    void hangUp() {
        going.ifPresent(Attempt::cancel);
    }

    /** It has said something of the answer. */
    void speaks() {
        spoke = true;
    }

    boolean spoke() {
        return spoke;
    }

    /** Said while another attempt still leads. */
    void keep(Frame frame) {
        early.add(frame);
    }

    List<Frame> early() {
        return early;
    }

    /** Whether the target may have failed only because the answer so far was put into its mouth. */
    boolean refusedPrefill(Trouble trouble) {
        return trouble instanceof Trouble.Rejected
                && asking.manner() == Asking.Manner.PREFILLED
                && !spoke;
    }

    @Override
    public void quota(Quota quota) {
        steps.hop(() -> news.quota(this, quota));
    }

    @Override
    public void frame(Frame frame) {
        steps.hop(() -> news.frame(this, frame));
    }

    @Override
    public void done() {
        steps.hop(() -> news.done(this));
    }

    @Override
    public void failed(Trouble trouble) {
        steps.hop(() -> news.failed(this, trouble));
    }
}
