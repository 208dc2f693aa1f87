package portcullis.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.governance.audit.Samples.WARD;
import static portcullis.governance.audit.Samples.intent;
import static portcullis.governance.audit.Samples.receipt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

class SpooledReceiptsTest {
    @TempDir Path folder;
    private AuditRig rig;

    @BeforeEach
    void openTheHouse() {
        rig = new AuditRig(folder);
    }

    @AfterEach
    void everybodyLeaves() {
        rig.everybodyLeaves();
    }

    @Test
    @Tag("GOV-46")
    void receiptsWaitOnDiskAndFollowInOrder() throws Exception {
        Auditor auditor = rig.auditor();
        rig.ledger.away(true);
        List<RequestId> requests =
                IntStream.range(0, 15).mapToObj(_ -> RequestId.random()).toList();
        requests.forEach(request -> auditor.record(receipt(request)));
        AuditRig.refusal(auditor.intendAndWait(intent(RequestId.random())));
        assertThat(auditor.spooled()).isEqualTo(15);
        assertOnlyTheOwnerReadsTheSpool();

        rig.ledger.away(false);
        List<Entry> entries = rig.ledger.await(WARD, 15);
        assertThat(entries.stream().map(entry -> entry.text("request")))
                .containsExactlyElementsOf(requests.stream().map(RequestId::value).toList());
        assertThat(AuditRig.passesSoon(auditor)).isTrue();
        assertThat(auditor.spooled()).isZero();
        assertThat(rig.heard(AuditEvent.LedgerBack.class)).contains(new AuditEvent.LedgerBack(15));
        assertThat(rig.verdict(WARD).sound()).isTrue();
    }

    private void assertOnlyTheOwnerReadsTheSpool() throws IOException {
        Path spool = folder.resolve("spool");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    @Tag("GOV-46")
    void fullSpoolIsCountedAndClosesTheDoor() {
        Auditor auditor = rig.auditor();
        rig.ledger.away(true);
        for (int i = 0; i < 25; i++) {
            auditor.record(receipt(RequestId.random()));
        }
        // Stands behind the receipts in the queue: when it is answered, they were all dealt with.
        assertThat(auditor.recover(AuditRig.NOON)).isInstanceOf(Outcome.Refused.class);

        assertThat(auditor.spooled()).isEqualTo(20);
        assertThat(auditor.accepting()).isFalse();
        assertThat(
                        rig.heard(AuditEvent.SpoolFailed.class).stream()
                                .mapToLong(AuditEvent.SpoolFailed::receipts)
                                .sum())
                .isEqualTo(5);
    }

    @Test
    @Tag("GOV-46")
    void lostAnswerDoesNotWriteAReceiptTwice() throws InterruptedException {
        Auditor auditor = rig.auditor();
        rig.ledger.loseNextAnswer();
        auditor.record(receipt(RequestId.random()));
        rig.ledger.await(WARD, 1);

        assertThat(AuditRig.passesSoon(auditor)).isTrue();
        assertThat(rig.ledger.entries(WARD).stream().filter(e -> e.text("kind").equals("receipt")))
                .hasSize(1);
    }

    @Test
    @Tag("GOV-46")
    void nextProcessWritesWhatTheLastOneCouldNot() throws InterruptedException {
        Auditor last = rig.auditor();
        rig.ledger.away(true);
        last.record(receipt(RequestId.random()));
        last.close(Deadline.in(Duration.ofSeconds(5)));
        rig.ledger.away(false);

        assertThat(rig.auditor(AuditRig.CALM, AuditRig.NOON).recover(AuditRig.NOON))
                .isEqualTo(Outcome.passed(new Recovered(1, 0)));
        assertThat(rig.ledger.entries(WARD)).hasSize(1);
    }

    @Test
    @Tag("GOV-46")
    void crashBetweenCommitAndRemovalRepeatsNothing() throws IOException {
        RequestId request = RequestId.random();
        Spool left = new Spool(folder.resolve("spool"), 20, rig.events::add);
        left.add(List.of(Draft.of(receipt(request), AuditRig.NOON)));
        new Sealer(rig.ledger, portcullis.kernel.EventLog.silent()).append(left.oldest());

        assertThat(rig.auditor(AuditRig.CALM, AuditRig.NOON).recover(AuditRig.NOON))
                .isEqualTo(Outcome.passed(new Recovered(0, 0)));
        assertThat(rig.ledger.entries(WARD)).hasSize(1);
    }

    @Test
    void tornLineOfTheSpoolIsLeftOutAndReported() throws IOException {
        Spool left = new Spool(folder.resolve("spool"), 20, rig.events::add);
        left.add(List.of(Draft.of(receipt(RequestId.random()), AuditRig.NOON)));
        Files.writeString(
                folder.resolve("spool").resolve("000000000001.jsonl"),
                "{\"kind\":\"rec",
                StandardOpenOption.APPEND);

        assertThat(rig.auditor(AuditRig.CALM, AuditRig.NOON).recover(AuditRig.NOON))
                .isEqualTo(Outcome.passed(new Recovered(1, 0)));
        assertThat(rig.heard(AuditEvent.SpoolTorn.class))
                .containsExactly(new AuditEvent.SpoolTorn(1));
    }

    @Test
    void closingWritesWhatWaitsAndRefusesWhatComes() throws InterruptedException {
        Auditor auditor = rig.auditor();
        for (int i = 0; i < 30; i++) {
            auditor.record(receipt(RequestId.random()));
        }
        auditor.close(Deadline.in(Duration.ofSeconds(5)));

        assertThat(rig.ledger.entries(WARD)).hasSize(30);
        assertThat(AuditRig.refusal(auditor.intendAndWait(intent(RequestId.random()))))
                .isEqualTo(RefusalCode.DRAINING);
        auditor.record(receipt(RequestId.random()));
        assertThat(auditor.spooled()).as("late, but kept for the next start").isEqualTo(1);
    }

    @Test
    void closingInTimeEvenWhenTheLedgerHangs() throws InterruptedException {
        Auditor auditor = rig.auditor();
        CountDownLatch entered = rig.ledger.hold();
        auditor.record(receipt(RequestId.random()));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        auditor.record(receipt(RequestId.random()));

        auditor.close(Deadline.in(Duration.ofMillis(20)));
        assertThat(rig.ledger.entries(WARD)).isEmpty();
        assertThat(auditor.spooled()).isEqualTo(2);
    }
}
