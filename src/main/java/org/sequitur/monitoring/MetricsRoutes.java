package org.sequitur.monitoring;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import org.sequitur.metric.Metrics;
import org.sequitur.wire.Answer;
import org.sequitur.wire.OneForm;
import org.springframework.stereotype.Controller;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /metrics}, for Prometheus. The library that writes it is loaded when it is first asked for. */
@Controller
class MetricsRoutes {

    private final MetricsReaders readers;
    private final List<Metrics> rooms;
    private final Supplier<JvmFigures> jvm = SingletonSupplier.of(JvmFigures::new);

    MetricsRoutes(MetricsReaders readers, List<Metrics> rooms) {
        this.readers = readers;
        this.rooms = rooms;
    }

    @OneForm
    @GetMapping("/metrics")
    Answer show(HttpServletRequest request) {
        readers.admit(request);
        PrometheusPage page = new PrometheusPage();
        rooms.forEach(room -> room.write(page));
        byte[] text = page.text(jvm.get().now());
        return Answer.stream(PrometheusPage.MEDIA_TYPE, out -> out.write(text));
    }
}
