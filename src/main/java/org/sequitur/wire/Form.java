package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** The two forms of the wire, and which of them a client's {@code Accept} asks for. */
@SuppressWarnings("ImmutableEnumChecker") // MediaType is immutable, only not annotated so
enum Form {
    JSON(MediaType.APPLICATION_JSON),
    XML(MediaType.APPLICATION_XML);

    private final MediaType type;

    Form(MediaType type) {
        this.type = type;
    }

    String mediaType() {
        return type.toString();
    }

    /** JSON when nothing, anything or JSON is asked for; null when neither form would do. */
    static @Nullable Form wanted(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        if (accept == null
                || accept.isBlank()
                || "*/*".equals(accept)
                || JSON.mediaType().equals(accept)) {
            return JSON;
        }
        try {
            List<MediaType> ranges = MediaType.parseMediaTypes(accept);
            double json = quality(ranges, JSON);
            double xml = quality(ranges, XML);
            if (json <= 0 && xml <= 0) {
                return null;
            }
            return xml > json ? XML : JSON;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static Form wantedOrJson(HttpServletRequest request) {
        Form form = wanted(request);
        return form == null ? JSON : form;
    }

    /** The quality of the most specific range that includes the form, 0 when none does. */
    private static double quality(List<MediaType> ranges, Form form) {
        return ranges.stream()
                .filter(range -> range.includes(form.type))
                .max(Comparator.comparingInt(Form::specificity))
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }

    /** Spring's own order puts quality before specificity. */
    private static int specificity(MediaType range) {
        return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
    }
}
