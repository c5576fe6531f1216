package org.sequitur.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** A series that begins again each year, over New Year. */
class YearTurnTest {

    @Test
    void theNumberBeginsAgainWithTheYearOfTheDocumentNotOfTheClock() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-12-31T12:00:00Z"));
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        try (TestServer server = TestServer.start(Map.of(), clock)) {
            TestCompany tenant = server.newCompany();
            StrictCompany company = StrictCompany.with(
                    tenant.client(),
                    Map.of("prefix", "{year}/", "padding", 3, "yearly_reset", true, "first_number", 98));
            assertThat(company.sent(company.draftOn("2026-12-30"))).isEqualTo("2026/098");
            String early = company.draftOn("2027-01-01");
            assertThat(company.send(early).status()).isEqualTo(422);

            now.set(Instant.parse("2027-01-01T00:30:00Z"));
            assertThat(company.series("Invoices").path("next_reference").stringValue())
                    .isEqualTo("2027/001");
            assertThat(company.sent(company.draftOn("2026-12-31"))).isEqualTo("2026/099");
            assertThat(company.sent(early)).isEqualTo("2027/001");
            assertThat(company.send(company.draftOn("2026-12-31")).status()).isEqualTo(422);
            assertThat(company.sent(company.draftOn("2027-01-01"))).isEqualTo("2027/002");
            assertThat(StrictCompany.breaches(server.dataSource(), tenant.id())).isEmpty();
        }
    }
}
