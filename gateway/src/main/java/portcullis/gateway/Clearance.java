package portcullis.gateway;

import java.util.function.Consumer;
import portcullis.gateway.record.Recorder;
import portcullis.gateway.settle.Meter;
import portcullis.gateway.settle.Stake;
import portcullis.governance.audit.EgressPermit;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;

/**
 * Gets an attempt what it needs before it may be sent: its money held and its intent durable, in
 * the name of its leader. Confined to the run.
 */
final class Clearance {
    private final Recorder recorder;
    private final Label model;
    private final Meter meter;
    private final Steps steps;

    /** An attempt that may be sent. */
    record Granted(Stake stake, EgressPermit permit) {}

    /**
     * @param model as callers name it
     */
    Clearance(Recorder recorder, Label model, Meter meter, Steps steps) {
        this.recorder = recorder;
        this.model = model;
        this.meter = meter;
        this.steps = steps;
    }

    /**
     * @param attempt counts from 1 within the call
     * @param then a step of the run
     */
    void ask(Asking asking, int attempt, Consumer<Outcome<Granted>> then) {
        asking.leader().attempts(1);
        meter.stake(model, asking.request(), asking.target(), attempt)
                .either(
                        stake -> intend(asking, stake, then),
                        refusal -> then.accept(Outcome.refused(refusal)));
    }

    private void intend(Asking asking, Stake stake, Consumer<Outcome<Granted>> then) {
        recorder.intend(stake)
                .exceptionally(_ -> Outcome.refused(RefusalCode.AUDIT_UNAVAILABLE))
                .thenAccept(
                        permit -> {
                            Outcome<Granted> granted = permit.map(it -> new Granted(stake, it));
                            asking.leader().carry(() -> steps.hop(() -> then.accept(granted)));
                        });
    }
}
