package portcullis.gateway;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import portcullis.gateway.EmbeddingList.Encoding;
import portcullis.gateway.fit.TokenCount;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Quota;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.screen.Screened;
import portcullis.governance.audit.EgressPermit;

/**
 * Some requests on their way to a vendor in one call. One that leaves is not told anything any more
 * and keeps nobody else from an answer; the call is cut when the last one has left.
 */
final class Batch implements Signals {
    private final Provider vendor;
    private final TokenCount tokens;

    /** Guarded by this, as are the states of the members. */
    private final List<Member> members = new ArrayList<>();

    private List<Member> aboard = List.of();
    private Optional<Attempt> going = Optional.empty();
    private boolean left;
    private int texts;

    /** One request of a batch. */
    static final class Member {
        private final Ask ask;
        private final EgressPermit permit;
        private final Signals signals;
        private final int texts;
        private boolean gone;
        private long weight;

        /**
         * @param texts how many
         */
        Member(Ask ask, EgressPermit permit, Signals signals, int texts) {
            this.ask = ask;
            this.permit = permit;
            this.signals = signals;
            this.texts = texts;
        }
    }

    Batch(Provider vendor, TokenCount tokens) {
        this.vendor = vendor;
        this.tokens = tokens;
    }

    synchronized int texts() {
        return texts;
    }

    synchronized Attempt join(Member member) {
        members.add(member);
        texts += member.texts;
        return new Attempt() {
            @Override
            public void cancel() {
                leave(member);
            }

            // a plain answer comes in one piece: nothing to pause
            @Override
            public void pause() {}

            @Override
            public void resume() {}
        };
    }

    private synchronized void leave(Member member) {
        member.gone = true;
        if (left && members.stream().allMatch(each -> each.gone)) {
            going.ifPresent(Attempt::cancel);
        }
    }

    /** Nobody joins any more; whoever is still there is asked for. */
    void leave() {
        synchronized (this) {
            left = true;
            aboard = members.stream().filter(each -> !each.gone).toList();
        }
        if (aboard.isEmpty()) {
            return;
        }
        aboard.forEach(each -> each.weight = weight(each));
        begun(aboard.size() == 1 ? alone(aboard.getFirst()) : together());
    }

    private synchronized void begun(Attempt attempt) {
        going = Optional.of(attempt);
        if (members.stream().allMatch(each -> each.gone)) {
            attempt.cancel();
        }
    }

    private Attempt alone(Member only) {
        return vendor.call(only.ask, only.permit, this);
    }

    /** The first one's permit opens the call; the others' are used up by it. */
    private Attempt together() {
        Member first = aboard.getFirst();
        List<Member> others = aboard.subList(1, aboard.size());
        others.forEach(each -> each.permit.use());
        Ask all =
                new Ask(
                        first.ask.request().with(others.stream().map(Batch::request).toList()),
                        first.ask.model(),
                        first.ask.timeouts(),
                        first.ask.deadline());
        return vendor.call(all, first.permit, this);
    }

    private static Screened request(Member member) {
        return member.ask.request();
    }

    private long weight(Member member) {
        return EmbeddingQuestion.of(member.ask.request().body()).texts().stream()
                .mapToLong(text -> Math.max(1, tokens.of(member.ask.model(), text)))
                .sum();
    }

    @Override
    public void quota(Quota quota) {
        each(member -> member.signals.quota(quota));
    }

    @Override
    public void frame(Frame frame) {
        if (aboard.size() == 1) {
            each(member -> member.signals.frame(frame));
            return;
        }
        int count = aboard.stream().mapToInt(each -> each.texts).sum();
        EmbeddingList all =
                EmbeddingList.read(frame.json(), count)
                        .orElseThrow(
                                () -> new IllegalStateException("a provider checks its answer"));
        List<OptionalLong> shares = shares(all.tokens());
        int from = 0;
        for (int i = 0; i < aboard.size(); i++) {
            Member member = aboard.get(i);
            List<float[]> own = all.vectors().subList(from, from + member.texts);
            from += member.texts;
            tell(member, new EmbeddingList(own, shares.get(i)));
        }
    }

    private void tell(Member member, EmbeddingList own) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece.Finished(0, FinishReason.STOP));
        own.tokens().ifPresent(used -> pieces.add(new Piece.Used(used, 0)));
        byte[] json = own.document(Encoding.BASE64, member.ask.model(), member.weight);
        if (!isGone(member)) {
            member.signals.frame(new Frame(Dialect.OPENAI_EMBEDDINGS, json, pieces));
        }
    }

    /**
     * What each one used of the tokens that the vendor counted: its part by our own count, so that
     * the parts are the whole. What is over by rounding goes to the first ones.
     */
    private List<OptionalLong> shares(OptionalLong counted) {
        if (counted.isEmpty()) {
            return aboard.stream().map(_ -> OptionalLong.empty()).toList();
        }
        long sum = aboard.stream().mapToLong(each -> each.weight).sum();
        long rest = counted.getAsLong();
        List<OptionalLong> shares = new ArrayList<>();
        for (Member member : aboard) {
            long share = Math.min(rest, part(member.weight, sum, counted.getAsLong()));
            shares.add(OptionalLong.of(share));
            rest -= share;
        }
        return shares;
    }

    /** {@code of × weight ÷ sum}, rounded up; a vendor may report any number. */
    private static long part(long weight, long sum, long of) {
        return BigInteger.valueOf(weight)
                .multiply(BigInteger.valueOf(of))
                .add(BigInteger.valueOf(sum - 1))
                .divide(BigInteger.valueOf(sum))
                .longValue();
    }

    @Override
    public void done() {
        each(member -> member.signals.done());
    }

    /** The request of one may be refused for that of another: each is asked again alone. */
    @Override
    public void failed(Trouble trouble) {
        boolean company = aboard.size() > 1 && trouble instanceof Trouble.Rejected;
        each(member -> member.signals.failed(company ? new Trouble.Parted() : trouble));
    }

    private void each(Consumer<Member> tell) {
        aboard.stream().filter(member -> !isGone(member)).forEach(tell);
    }

    private synchronized boolean isGone(Member member) {
        return member.gone;
    }
}
