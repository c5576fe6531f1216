package org.sequitur.cli;

/** A command cannot do what it was asked; the message is the one line that tells why. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }
}
