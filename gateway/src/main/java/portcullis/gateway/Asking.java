package portcullis.gateway;

import portcullis.gateway.remember.Flight.Listener;
import portcullis.gateway.screen.Screened;

/**
 * One attempt, in somebody's name.
 *
 * @param request what is asked: the leader's request as it is, or with the answer so far
 */
record Asking(Target target, Listener leader, Screened request, Manner manner) {

    /** How an attempt is told of what was answered before. */
    enum Manner {
        ANEW,
        PREFILLED,
        INSTRUCTED
    }

    static Asking anew(Target target, Listener leader) {
        return new Asking(target, leader, leader.request(), Manner.ANEW);
    }

    /**
     * @param prefill whether the target takes the beginning as its own
     */
    static Asking goingOn(Target target, Listener leader, String beginning, boolean prefill) {
        Screened request = leader.request();
        return prefill
                ? new Asking(target, leader, request.prefilled(beginning), Manner.PREFILLED)
                : new Asking(target, leader, request.continued(beginning), Manner.INSTRUCTED);
    }
}
