package org.sequitur.metric;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often each of a few things has happened. */
public final class Tally<E extends Enum<E>> {

    private final Map<E, LongAdder> counts;

    public Tally(Class<E> things) {
        counts = new EnumMap<>(things);
        for (E thing : things.getEnumConstants()) {
            counts.put(thing, new LongAdder());
        }
    }

    public void add(E thing) {
        Objects.requireNonNull(counts.get(thing)).increment();
    }

    /** Of each thing, also of what has not happened yet: who watches its rate has to know that it was 0. */
    public void write(MetricWriter out, String name, String help, String label) {
        counts.forEach((thing, count) ->
                out.counter(name, help, count.sum(), label, thing.name().toLowerCase(Locale.ROOT)));
    }
}
