package org.sequitur.wire;

/** Says who may send another request now. Both methods refuse with {@link WireException#tooMany}. */
public interface Admission {

    /**
     * Counts a request of a caller.
     *
     * @param test whether the client asked, by {@code X-RateLimit-Test}, to meet the limit soon
     */
    void admit(Caller caller, boolean test);

    /** Counts a request from a network address whose token stands for nobody; it is refused in any case. */
    void turnAway(String address);
}
