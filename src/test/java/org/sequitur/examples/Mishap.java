package org.sequitur.examples;

/** What befalls a request on its way. */
enum Mishap {
    /** It arrives, and its answer too. */
    NONE,
    /** The connection ends before the server has heard of it. */
    REQUEST_LOST,
    /** The server has done its work, and the connection ends before the answer. */
    ANSWER_LOST,
    /** The server has done its work, and the connection ends in the middle of the answer. */
    ANSWER_TORN,
    /** 503 with {@code Retry-After}; the server has not heard of it. */
    TURNED_AWAY,
    /** 409 with {@code Retry-After}, as if the server were still busy with the first one. */
    STILL_UNDER_WAY,
    /** The server has done its work, and a proxy in between had no patience: 504 without {@code Retry-After}. */
    PROXY_GAVE_UP
}
