package org.sequitur.signin;

import java.time.Duration;
import org.sequitur.wire.Page;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /assets}: what pages look like. */
@Controller
@Page
class AssetRoutes {

    private static final Duration KEPT = Duration.ofHours(1);

    private final Resource stylesheet = new ClassPathResource("assets/sequitur.css");

    @GetMapping("/assets/sequitur.css")
    ResponseEntity<Resource> stylesheet() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
                .header("Pragma", "")
                .contentType(MediaType.valueOf("text/css;charset=utf-8"))
                .body(stylesheet);
    }
}
