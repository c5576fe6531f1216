package org.sequitur.log;

import ch.qos.logback.core.PropertyDefinerBase;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code sequitur.logging}: lines for people, or objects for machines. {@code logback.xml} asks before anything else of the program
 * runs, so that the first line has the same form as the last.
 */
public final class LogForm extends PropertyDefinerBase {

    private static final String SETTING = "sequitur.logging";
    private static final String VARIABLE = "SEQUITUR_LOGGING";

    private enum Form {
        TEXT,
        JSON
    }

    /** The name of the form; of the first one when it is not known, which {@link #check} tells later. */
    @Override
    public String getPropertyValue() {
        Form form = known(wanted());
        return (form == null ? Form.TEXT : form).name().toLowerCase(Locale.ROOT);
    }

    /** @throws UnusableLogSettingException when a form is asked for that there is not */
    static void check() {
        if (known(wanted()) == null) {
            throw new UnusableLogSettingException(SETTING + " must be text or json, not '" + wanted() + "'");
        }
    }

    private static @Nullable Form known(String name) {
        for (Form form : Form.values()) {
            if (form.name().equalsIgnoreCase(name)) {
                return form;
            }
        }
        return null;
    }

    private static String wanted() {
        String property = System.getProperty(SETTING);
        String wanted = property == null ? System.getenv(VARIABLE) : property;
        return wanted == null || wanted.isBlank() ? Form.TEXT.name() : wanted.strip();
    }
}
