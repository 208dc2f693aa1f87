package portcullis.governance.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.Permission;
import portcullis.governance.Visits;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Label;
import portcullis.kernel.Network;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** Whose use is counted together, for whom which policy applies, and when it comes back. */
class LimitRulesTest {
    private static final TenantId CLINIC = new TenantId("clinic");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Label LIMIT = new Label("limit");
    private static final Duration DAY = Duration.ofDays(1);

    private final AtomicLong nanos = new AtomicLong();
    private Instant now = NOON;

    private final class Wall extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static LimitPolicy daily(Label name, Subject subject, long requests) {
        return LimitPolicy.window(
                name.value(), subject, Map.of(Measure.REQUESTS, new Rate(requests, DAY)));
    }

    private Limiter limiter(List<Assignment> assignments, LimitPolicy... policies) {
        return limiter(assignments, Regions.NONE, Optional.empty(), policies);
    }

    private Limiter limiter(
            List<Assignment> assignments,
            Regions regions,
            Optional<Counters> shared,
            LimitPolicy... policies) {
        Map<Label, LimitPolicy> all =
                new LinkedHashMap<>(
                        Limits.standard(
                                Limits.modelApi(Rate.perMinute(60), Rate.perMinute(1_000), 1.5)));
        for (LimitPolicy policy : policies) {
            all.put(policy.name(), policy);
        }
        return new Limiter(
                new Limits(all, new Limits.LocalShare(2), assignments, regions),
                new Wall(),
                nanos::get,
                shared);
    }

    private static Ask ask(String address, String endpoint) {
        return new Ask(
                RequestId.random(),
                List.of(LIMIT),
                Demand.ONE_REQUEST,
                0,
                new Ask.Origin(address, endpoint));
    }

    private static Admission admit(Limiter limiter, Permitted caller, Ask ask) {
        return limiter.admit(caller, ask).toCompletableFuture().join();
    }

    private static int admissions(Limiter limiter, Permitted caller, Ask ask) {
        int admitted = 0;
        for (int i = 0; i < 20; i++) {
            Ask again = new Ask(RequestId.random(), ask.policies(), ask.demand(), 0, ask.from());
            admitted += admit(limiter, caller, again).outcome() instanceof Outcome.Passed ? 1 : 0;
        }
        return admitted;
    }

    private static Refusal refusal(Admission admission) {
        return ((Outcome.Refused<Admitted>) admission.outcome()).refusal();
    }

    private static Permitted anybody() {
        return Visits.permitted(CLINIC, Permission.MODEL_CALL);
    }

    @Test
    @Tag("R-137")
    @Tag("R-128")
    void twoKeysOfAUserShareTheUsersLimit() {
        Limiter limiter = limiter(List.of(), daily(LIMIT, Subject.USER, 5));
        Permitted first = Visits.permitted(CLINIC, new Label("maria"));
        Permitted second = Visits.permitted(CLINIC, new Label("maria"));
        assertThat(first.key()).isNotEqualTo(second.key());
        assertThat(admissions(limiter, first, ask("", ""))).isEqualTo(5);
        assertThat(admissions(limiter, second, ask("", ""))).isZero();
        Permitted other = Visits.permitted(CLINIC, new Label("jan"));
        assertThat(admissions(limiter, other, ask("", ""))).isEqualTo(5);
    }

    @Test
    @Tag("GOV-22")
    void aKeyOfNobodyIsAUserOfItsOwnAndNoUserCanBeNamedLikeIt() {
        Limiter limiter = limiter(List.of(), daily(LIMIT, Subject.USER, 5));
        Permitted one = anybody();
        assertThat(admissions(limiter, one, ask("", ""))).isEqualTo(5);
        assertThat(admissions(limiter, anybody(), ask("", ""))).isEqualTo(5);
        Permitted namesake = Visits.permitted(CLINIC, new Label(one.key().value()));
        assertThat(admissions(limiter, namesake, ask("", ""))).isEqualTo(5);
    }

    @Test
    @Tag("GOV-22")
    void usersOfTwoTenantsAreTwo() {
        Limiter limiter = limiter(List.of(), daily(LIMIT, Subject.USER, 5));
        Label maria = new Label("maria");
        assertThat(admissions(limiter, Visits.permitted(CLINIC, maria), ask("", ""))).isEqualTo(5);
        TenantId other = new TenantId("other");
        assertThat(admissions(limiter, Visits.permitted(other, maria), ask("", ""))).isEqualTo(5);
    }

    @Test
    @Tag("R-128")
    void aRegionIsLookedUpInTheOperatorsTable() {
        Regions regions =
                new Regions(
                        List.of(
                                block("203.0.113.0/24", "north"),
                                block("203.0.113.128/25", "south"),
                                block("2001:db8::/32", "south")));
        Limiter limiter =
                limiter(List.of(), regions, Optional.empty(), daily(LIMIT, Subject.REGION, 5));
        Permitted caller = anybody();
        assertThat(admissions(limiter, caller, ask("203.0.113.1", ""))).isEqualTo(5);
        assertThat(admissions(limiter, caller, ask("203.0.113.2", ""))).isZero();
        assertThat(admissions(limiter, caller, ask("203.0.113.200", ""))).isEqualTo(5);
        assertThat(admissions(limiter, caller, ask("2001:db8::7", ""))).isZero();
        assertThat(admissions(limiter, caller, ask("198.51.100.1", ""))).isEqualTo(5);
        assertThat(admissions(limiter, caller, ask("no address", ""))).as("unknown").isZero();
        assertThat(admissions(limiter, caller, ask("192.168.7.7", ""))).isEqualTo(5);
        assertThat(regions.of("fd00::1")).isEqualTo(Regions.PRIVATE);
    }

    private static Regions.Block block(String network, String region) {
        return new Regions.Block(Network.parse(network).orElseThrow(), new Label(region));
    }

    @Test
    @Tag("R-128")
    void endpointsAndBurstsAreLimitedBesideEachOther() {
        LimitPolicy bucket =
                LimitPolicy.bucket(
                        "limit",
                        Subject.ENDPOINT,
                        Map.of(Measure.REQUESTS, Rate.perMinute(6)),
                        1.5);
        Limiter limiter = limiter(List.of(), bucket);
        Permitted caller = anybody();
        assertThat(admissions(limiter, caller, ask("", "/a"))).as("rate and burst").isEqualTo(9);
        assertThat(admissions(limiter, anybody(), ask("", "/a"))).isZero();
        assertThat(admissions(limiter, caller, ask("", "/b"))).isEqualTo(9);
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(admissions(limiter, caller, ask("", "/a"))).isEqualTo(2);
    }

    @Test
    @Tag("GOV-22")
    void theNearestAssignmentApplies() {
        List<LimitPolicy> policies = new ArrayList<>(List.of(daily(LIMIT, Subject.KEY, 2)));
        List<Assignment> assignments = new ArrayList<>();
        Permitted maria = Visits.permitted(CLINIC, new Label("maria"));
        Permitted hers = Visits.permitted(CLINIC, new Label("maria"));
        Permitted jan = Visits.permitted(CLINIC, new Label("jan"));
        assign(policies, assignments, Assignment.Whom.TENANT, "clinic", 3);
        assign(policies, assignments, Assignment.Whom.USER, "clinic/maria", 4);
        assign(policies, assignments, Assignment.Whom.KEY, hers.key().value(), 6);
        Limiter limiter = limiter(assignments, policies.toArray(LimitPolicy[]::new));
        assertThat(admissions(limiter, jan, ask("", ""))).isEqualTo(3);
        assertThat(admissions(limiter, maria, ask("", ""))).isEqualTo(4);
        assertThat(admissions(limiter, hers, ask("", ""))).isEqualTo(6);
        Permitted stranger = Visits.permitted(new TenantId("other"), Permission.MODEL_CALL);
        assertThat(admissions(limiter, stranger, ask("", ""))).isEqualTo(2);
    }

    private static void assign(
            List<LimitPolicy> policies,
            List<Assignment> assignments,
            Assignment.Whom whom,
            String name,
            long requests) {
        Label with = new Label("of-" + requests);
        policies.add(daily(with, Subject.KEY, requests));
        assignments.add(new Assignment(whom, new Label(name), LIMIT, with));
    }

    @Test
    void anAssignmentOfWhatIsNotThereIsRefused() {
        Assignment lost =
                new Assignment(
                        Assignment.Whom.KEY, new Label("k"), LIMIT, new Label("no-such-limit"));
        assertThatThrownBy(() -> limiter(List.of(lost), daily(LIMIT, Subject.KEY, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("R-129")
    @Tag("R-130")
    @Tag("R-131")
    @Tag("GOV-23")
    void aWindowOf24HoursBelongsToAnAddressAndEndsAtMidnight() {
        Limiter limiter = limiter(List.of(), daily(LIMIT, Subject.ADDRESS, 5));
        now = Instant.parse("2026-03-01T23:59:59.999Z");
        Permitted caller = anybody();
        assertThat(admissions(limiter, caller, ask("203.0.113.1", ""))).isEqualTo(5);
        Admission over = admit(limiter, caller, ask("203.0.113.1", ""));
        assertThat(refusal(over).code()).isEqualTo(RefusalCode.OVER_LIMIT);
        assertThat(refusal(over).pause()).contains(Duration.ofMillis(1));
        assertThat(over.standing().requests().orElseThrow().reset())
                .isEqualTo(Duration.ofMillis(1));
        assertThat(admissions(limiter, caller, ask("203.0.113.2", ""))).isEqualTo(5);

        now = Instant.parse("2026-03-02T00:00:00Z");
        Admission fresh = admit(limiter, caller, ask("203.0.113.1", ""));
        assertThat(fresh.standing().requests().orElseThrow())
                .isEqualTo(new Standing.Dimension(5, 4, DAY));
        assertThat(admissions(limiter, caller, ask("203.0.113.1", ""))).isEqualTo(4);
        assertThat(refusal(admit(limiter, caller, ask("203.0.113.1", ""))).pause()).contains(DAY);
    }

    @Test
    @Tag("R-127")
    @Tag("GOV-22")
    void onlySoManyRunAtTheSameTimeAndEachPlaceComesBackOnce() {
        Limiter limiter = limiter(List.of(), daily(LIMIT, Subject.KEY, 1_000).concurrently(3));
        Permitted caller = anybody();
        List<Admitted> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            running.add(Visits.passed(admit(limiter, caller, ask("", "")).outcome()));
        }
        Admission over = admit(limiter, caller, ask("", ""));
        assertThat(refusal(over).code()).isEqualTo(RefusalCode.OVER_LIMIT);
        assertThat(refusal(over).pause()).contains(Duration.ofSeconds(1));
        assertThat(over.standing().requests().orElseThrow().remaining())
                .as("a refused request takes nothing else")
                .isEqualTo(997);

        running.getFirst().settle(0);
        assertThat(admit(limiter, caller, ask("", "")).outcome())
                .isInstanceOf(Outcome.Refused.class);
        running.getFirst().release();
        running.getFirst().release();
        assertThat(admit(limiter, caller, ask("", "")).outcome())
                .isInstanceOf(Outcome.Passed.class);
        assertThat(admit(limiter, caller, ask("", "")).outcome())
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    @Tag("GOV-22")
    void whatARateRefusesDoesNotRun() {
        Limiter limiter = limiter(List.of(), daily(LIMIT, Subject.KEY, 1).concurrently(2));
        Permitted caller = anybody();
        Visits.passed(admit(limiter, caller, ask("", "")).outcome()).release();
        for (int i = 0; i < 5; i++) {
            admit(limiter, caller, ask("", ""));
        }
        now = now.plus(DAY);
        assertThat(admit(limiter, caller, ask("", "")).outcome())
                .isInstanceOf(Outcome.Passed.class);
    }

    @Property(tries = 100)
    @net.jqwik.api.Tag("GOV-22")
    @net.jqwik.api.Tag("R-127")
    void neverMoreThanTheLimitRunAtOnce(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 3) Integer> steps) {
        Limiter limiter = limiter(List.of(), daily(LIMIT, Subject.TENANT, 1_000).concurrently(4));
        Permitted caller = anybody();
        List<Admitted> running = new ArrayList<>();
        for (int step : steps) {
            if (step == 0 && !running.isEmpty()) {
                running.removeFirst().release();
            } else {
                boolean room = running.size() < 4;
                Outcome<Admitted> outcome = admit(limiter, caller, ask("", "")).outcome();
                assertThat(outcome instanceof Outcome.Passed).isEqualTo(room);
                outcome.either(running::add, _ -> {});
            }
        }
    }
}
