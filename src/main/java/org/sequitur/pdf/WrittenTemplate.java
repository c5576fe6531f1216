package org.sequitur.pdf;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.Reader;
import java.io.Writer;
import java.util.Map;
import java.util.Objects;

/**
 * A template as somebody wrote it, who may mean harm: it sees maps, lists and texts only, takes in no other template, and ends when the
 * time is over or when it has written too much, however its sections are nested.
 */
final class WrittenTemplate {

    private final Template template;
    private final Watch watch;

    /** @throws UnusableDesignException when it is no template */
    WrittenTemplate(String text, Watch watch) {
        this.watch = watch;
        try {
            this.template = Mustache.compiler()
                    .defaultValue("")
                    .emptyStringIsFalse(true)
                    .withCollector(new PlainValues(watch))
                    .withLoader(WrittenTemplate::refuse)
                    .compile(text);
        } catch (MustacheException e) {
            throw new UnusableDesignException("template: " + words(e), e);
        } catch (StackOverflowError e) {
            throw new UnusableDesignException("template: its sections are nested too deeply", e);
        }
    }

    private static Reader refuse(String name) {
        throw new MustacheException("a template cannot take in another one");
    }

    /**
     * @throws UnusableDesignException when it cannot be filled
     * @throws Typesetter.TooLargeException when it becomes too much
     */
    String filled(Map<String, Object> view) {
        BoundedText text = new BoundedText(watch);
        try {
            template.execute(view, text);
        } catch (MustacheException e) {
            throw new UnusableDesignException("template: " + words(e), e);
        } catch (StackOverflowError e) {
            throw new UnusableDesignException("template: its sections are nested too deeply", e);
        }
        return text.toString();
    }

    /** The library says which line; what it says of other lines of code is of no use to whoever wrote the template. */
    private static String words(MustacheException failure) {
        String words = Objects.requireNonNullElse(failure.getMessage(), "it cannot be read");
        return words.lines().findFirst().orElse(words);
    }

    private static final class BoundedText extends Writer {

        private final StringBuilder text = new StringBuilder();
        private final Watch watch;

        private BoundedText(Watch watch) {
            this.watch = watch;
        }

        @Override
        public void write(char[] characters, int from, int length) {
            watch.check();
            if (text.length() + (long) length > Typesetter.MOST_CHARACTERS) {
                throw new Typesetter.TooLargeException();
            }
            text.append(characters, from, length);
        }

        @Override
        public void flush() {
            // Nothing is behind it.
        }

        @Override
        public void close() {
            // Nothing is behind it.
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
