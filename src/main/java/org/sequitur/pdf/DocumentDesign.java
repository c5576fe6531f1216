package org.sequitur.pdf;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/**
 * How the documents of a company look.
 *
 * @param template HTML in Mustache; null for the built-in one
 * @param stylesheet CSS; null for the built-in one
 * @param logo null for none
 * @param updatedAt null when the company has nothing of its own
 */
record DocumentDesign(
        @Nullable String template,
        @Nullable String stylesheet,
        @Nullable Logo logo,
        @Nullable Instant updatedAt) {

    static final String ROOT = "document_design";
    static final String PATH = "/sequitur/v1/document_design";
    static final int MOST_BYTES = 256 * 1024;
    static final DocumentDesign BUILT_IN = new DocumentDesign(null, null, null, null);

    /** Whether nothing in it is the company's own. */
    boolean isBuiltIn() {
        return template == null && stylesheet == null && logo == null;
    }

    DocumentDesign changedBy(WireObject sent, Instant now) {
        String newTemplate = text(sent, "template", template);
        String newStylesheet = text(sent, "stylesheet", stylesheet);
        Logo newLogo = logo(sent);
        sent.complaints().throwIfAny();
        return new DocumentDesign(newTemplate, newStylesheet, newLogo, now);
    }

    private @Nullable Logo logo(WireObject sent) {
        if (!sent.has("logo")) {
            return logo;
        }
        WireObject object = sent.object("logo");
        sent.complaints().addIf(object == null && !sent.isCleared("logo"), "logo is invalid");
        return object == null ? null : Logo.read(object);
    }

    /** As it was sent, with its white space: line numbers count from its first line. */
    private static @Nullable String text(WireObject sent, String name, @Nullable String standing) {
        Complaints complaints = sent.complaints();
        String text = sent.text(name, standing);
        complaints.addIf(
                text != null && text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES,
                name + " is too long (maximum is " + MOST_BYTES + " bytes)");
        return text;
    }

    void write(WireWriter out, BaseUrl baseUrl) {
        out.text("url", baseUrl.of(PATH));
        out.text("template", template);
        out.text("stylesheet", stylesheet);
        Logo shown = logo;
        if (shown != null) {
            out.object("logo", object -> shown.write(object, baseUrl.of(PATH + "/logo")));
        }
        out.bool("built_in", isBuiltIn());
        out.instant("updated_at", updatedAt);
    }
}
