package org.sequitur;

/** The command line. */
public final class Sequitur {

    private Sequitur() {}

    public static void main(String[] arguments) {
        System.out.println("Sequitur");
    }
}
