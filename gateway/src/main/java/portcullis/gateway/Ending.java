package portcullis.gateway;

import java.util.Optional;
import portcullis.gateway.record.Ended;
import portcullis.kernel.Refusal;

/** Told once, when a journey is over. */
interface Ending {
    void over(Ended ended, Optional<Refusal> refusal);
}
