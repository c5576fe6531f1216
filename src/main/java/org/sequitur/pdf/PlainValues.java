package org.sequitur.pdf;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets a template see the entries of maps and the elements of lists, as long as there is time. The library's own way would call methods
 * of any object.
 */
final class PlainValues implements Mustache.Collector {

    private final Watch watch;

    PlainValues(Watch watch) {
        this.watch = watch;
    }

    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
        if (!(value instanceof List<?> list)) {
            return null;
        }
        Iterator<?> elements = list.iterator();
        return new Iterator<@Nullable Object>() {
            @Override
            public boolean hasNext() {
                return elements.hasNext();
            }

            @Override
            public @Nullable Object next() {
                // Sections within sections may go round for ever and write nothing.
                watch.check();
                return elements.next();
            }
        };
    }

    @Override
    public Mustache.VariableFetcher createFetcher(Object context, String name) {
        return (each, key) -> {
            Object found = each instanceof Map<?, ?> map ? map.get(key) : null;
            return found == null ? Template.NO_FETCHER_FOUND : found;
        };
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
        return new ConcurrentHashMap<>();
    }
}
