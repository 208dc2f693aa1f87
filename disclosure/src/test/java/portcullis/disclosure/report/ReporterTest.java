package portcullis.disclosure.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.disclosure.MovedClock;
import portcullis.kernel.Event;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;

@Tag("SCR-47")
class ReporterTest {
    private static final TenantId NORTH = new TenantId("north");
    private final MovedClock clock = new MovedClock();
    private final List<Event> heard = new ArrayList<>();
    private final InMemory store = new InMemory();
    private final Reporter reporter = new Reporter(store, clock, heard::add);

    private static final class InMemory implements IncidentStore {
        private final List<Incident> all = new ArrayList<>();
        private final Set<Late> told = new HashSet<>();
        private boolean away;

        @Override
        public void add(Incident incident) {
            all.add(incident);
        }

        @Override
        public boolean openedSince(TenantId tenant, Cause cause, Instant since) {
            if (away) {
                throw new StoreUnavailable(new IllegalStateException("away"));
            }
            return all.stream()
                    .anyMatch(
                            one ->
                                    one.tenant().equals(tenant)
                                            && one.cause() == cause
                                            && one.opened().isAfter(since));
        }

        @Override
        public Optional<Incident> find(TenantId tenant, IncidentId id) {
            return all.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public List<Incident> list(TenantId tenant, long before, int most) {
            return all;
        }

        @Override
        public boolean progress(Incident incident, Incident.Progress progress) {
            return true;
        }

        @Override
        public List<Late> late(Instant now) {
            return all.stream()
                    .flatMap(
                            one ->
                                    one.steps().stream()
                                            .filter(step -> step.overdue(now))
                                            .map(
                                                    step ->
                                                            new Late(
                                                                    one.tenant(),
                                                                    one.id(),
                                                                    step.step())))
                    .filter(told::add)
                    .toList();
        }

        @Override
        public Standing standing(Instant now) {
            return new Standing(all.size(), 0);
        }
    }

    private List<Step> overdue() {
        heard.clear();
        reporter.alert();
        return heard.stream()
                .map(event -> ((IncidentEvent.StepOverdue) event).step())
                .sorted()
                .toList();
    }

    @Test
    void everyStepHasItsTimeAndTheOfficerHearsWithinADay() {
        reporter.open(NORTH, Cause.CANARY, Optional.empty());
        Incident incident = store.all.getFirst();
        assertThat(incident.steps())
                .extracting(Incident.Progress::step)
                .containsExactly(Step.values());
        assertThat(incident.progress(Step.OFFICER_NOTICE).due())
                .isEqualTo(incident.opened().plus(Duration.ofHours(24)));
        assertThat(incident.progress(Step.REVIEW).due())
                .isEqualTo(incident.opened().plus(Duration.ofDays(30)));
    }

    @Test
    void lateStepsAreToldOnce() {
        reporter.open(NORTH, Cause.CANARY, Optional.empty());
        assertThat(overdue()).isEmpty();
        clock.pass(Duration.ofHours(5));
        assertThat(overdue()).containsExactly(Step.CONTAINMENT);
        assertThat(overdue()).isEmpty();
        clock.pass(Duration.ofHours(24));
        assertThat(overdue()).containsExactly(Step.ASSESSMENT, Step.OFFICER_NOTICE);
        clock.pass(Duration.ofDays(30));
        assertThat(overdue()).containsExactly(Step.REMEDIATION, Step.DOCUMENTATION, Step.REVIEW);
    }

    @Test
    void oneCauseOpensOneIncidentAnHour() {
        for (int i = 0; i < 3; i++) {
            reporter.open(NORTH, Cause.RESCAN, Optional.empty());
        }
        reporter.open(NORTH, Cause.CANARY, Optional.empty());
        reporter.open(new TenantId("south"), Cause.RESCAN, Optional.empty());
        assertThat(store.all).hasSize(3);
        clock.pass(Duration.ofHours(2));
        reporter.open(NORTH, Cause.RESCAN, Optional.empty());
        assertThat(store.all).hasSize(4);
    }

    @Test
    void anIncidentThatCannotBeWrittenIsTold() {
        store.away = true;
        reporter.open(NORTH, Cause.RESCAN, Optional.empty());
        assertThat(heard).containsExactly(new IncidentEvent.IncidentUnwritten(NORTH, Cause.RESCAN));
    }
}
