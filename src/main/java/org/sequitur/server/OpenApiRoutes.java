package org.sequitur.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** {@code /openapi.json}: what this server answers and where, without a token. The document is written by hand, as YAML. */
@Controller
class OpenApiRoutes {

    private static final int MOST_ALIASES = 1_000;

    private final Map<String, Object> document;
    private final BaseUrl baseUrl;
    private final JsonMapper json = new JsonMapper();

    OpenApiRoutes(BaseUrl baseUrl) throws IOException {
        this.baseUrl = baseUrl;
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try (InputStream yaml = Objects.requireNonNull(OpenApiRoutes.class.getResourceAsStream("/openapi.yaml"))) {
            this.document = new Yaml(new SafeConstructor(options)).load(yaml);
        }
    }

    @GetMapping("/openapi.json")
    Answer show() {
        Map<String, Object> here = new LinkedHashMap<>(document);
        here.put("servers", List.of(Map.of("url", baseUrl.of(""))));
        return Answer.document(json.writeValueAsBytes(here));
    }
}
