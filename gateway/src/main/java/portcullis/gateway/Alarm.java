package portcullis.gateway;

/** Something that will happen later unless it is cancelled. */
interface Alarm {
    void cancel();
}
