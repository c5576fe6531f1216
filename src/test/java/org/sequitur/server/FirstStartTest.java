package org.sequitur.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

class FirstStartTest {

    private static final int AT_ONCE = 8;

    @Test
    void howeverManyStartAtOnceOneOfThemFoundsTheCompany() throws Exception {
        try (TestServer server = TestServer.start(Map.of());
                ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            CyclicBarrier barrier = new CyclicBarrier(AT_ONCE);
            List<Future<Optional<FirstStart.Entrance>>> entrances = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                entrances.add(starters.submit(() -> {
                    barrier.await(1, TimeUnit.MINUTES);
                    return server.server().firstStart().enter(null);
                }));
            }
            int founded = 0;
            for (Future<Optional<FirstStart.Entrance>> entrance : entrances) {
                founded += entrance.get(1, TimeUnit.MINUTES).isPresent() ? 1 : 0;
            }
            assertThat(founded).isEqualTo(1);
            assertThat(JdbcClient.create(server.dataSource())
                            .sql("SELECT count(*) FROM company")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }
}
