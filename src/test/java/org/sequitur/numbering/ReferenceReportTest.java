package org.sequitur.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;

/** Worked cases of the report, beside those that chance finds. */
class ReferenceReportTest {

    private final TestCompany company = TestServer.shared().newCompany();

    @Test
    void whoSetANumberAfterItWasLeftIsNotTheCauseOfTheGapBeforeIt() throws Exception {
        String contact = company.client().newContact("Ash Hollow");
        create(contact, null);
        String ten = create(contact, "010");
        create(contact, null);
        company.delete("invoices/" + ten).expect(200);
        choose("010");
        choose("020");

        assertThat(gaps()).containsExactly("002 to 009: explicit 010", "010 to 010: deleted 010");
    }

    private List<String> gaps() throws Exception {
        return company.get("/sequitur/v1/reference_report")
                .expect(200)
                .body()
                .at("/reference_report/gaps")
                .valueStream()
                .map(gap -> gap.path("first_missing").asString() + " to "
                        + gap.path("last_missing").asString() + ": "
                        + gap.path("cause").asString() + " "
                        + gap.path("reference").asString())
                .toList();
    }

    private void choose(String reference) throws Exception {
        company.put("/sequitur/v1/sequences/company", Map.of("sequence", Map.of("next_reference", reference)))
                .expect(200);
    }

    private String create(String contact, @Nullable String reference) throws Exception {
        return V2Client.id(company.post(
                        "invoices", Draft.of(contact).withReference(reference).body())
                .expect(201)
                .body()
                .path("invoice"));
    }
}
