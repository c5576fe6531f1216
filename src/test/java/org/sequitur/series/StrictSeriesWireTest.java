package org.sequitur.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** Invoices of a company that numbers when it sends. */
class StrictSeriesWireTest {

    private final TestServer server = TestServer.shared();
    private TestCompany tenant;
    private StrictCompany company;

    @BeforeEach
    void switchOn() throws Exception {
        tenant = server.newCompany();
        company = StrictCompany.with(tenant.client(), Map.of("prefix", "INV-", "padding", 4));
    }

    @Test
    void aDraftHasNoNumberAndTakesTheNextOneWhenItIsSent() throws Exception {
        String first = company.draft(Map.of());
        String second = company.draft(Map.of());
        String third = company.draft(Map.of());
        assertThat(List.of(first, second, third))
                .allSatisfy(draft -> assertThat(company.client()
                                .get(draft)
                                .body()
                                .at("/invoice/reference")
                                .stringValue())
                        .isEqualTo("DRAFT (" + draft.replace("invoices/", "") + ")"));

        assertThat(company.sent(third)).isEqualTo("INV-0001");
        assertThat(company.sent(first)).isEqualTo("INV-0002");
        assertThat(company.sent(second)).isEqualTo("INV-0003");
        assertThat(company.chain(company.series("Invoices").path("url").stringValue()))
                .containsExactly("INV-0001", "INV-0002", "INV-0003");
        assertThat(StrictCompany.breaches(server.dataSource(), tenant.id())).isEmpty();
    }
}
