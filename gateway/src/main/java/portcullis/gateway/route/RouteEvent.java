package portcullis.gateway.route;

import java.time.Duration;
import java.util.Optional;
import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

/** What the router tells the log: each of its decisions, with the reason. */
public sealed interface RouteEvent extends Event {

    /** A target is asked, after waiting. */
    record TargetChosen(RequestId request, Label target, Step.Reason reason, Duration pause)
            implements RouteEvent {}

    /** A target failed. {@code kind} is empty when the failure says nothing against it. */
    record TargetFailed(RequestId request, Label target, Optional<ErrorClass> kind, Label cause)
            implements RouteEvent {}

    /** No target is left; {@code cause} is that of the last failure, when there was one. */
    record GaveUp(RequestId request, RefusalCode refusal, Optional<Label> cause)
            implements RouteEvent {}

    /** A target is left alone for a while. */
    record BreakerOpened(Label target, ErrorClass kind, Duration rest, Origin origin)
            implements RouteEvent {}

    /** A target answers again. */
    record BreakerClosed(Label target) implements RouteEvent {}

    /** Who saw a target fail. */
    enum Origin {
        HERE,
        ANOTHER_PROCESS
    }

    /** The name of what was wrong; holds nothing of the call. */
    static Label cause(Trouble trouble) {
        Enum<?> name =
                switch (trouble) {
                    case Trouble.Throttled _ -> ErrorClass.THROTTLED;
                    case Trouble.Unavailable(var cause) -> cause;
                    case Trouble.Malformed(var cause) -> cause;
                    case Trouble.Rejected(var reason) -> reason;
                    case Trouble.TimedOut(var phase) -> phase;
                    case Trouble.Parted _ -> Step.Reason.ALONE;
                };
        return new Label(name.name());
    }
}
