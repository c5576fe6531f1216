package org.sequitur.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.attachment.SampleFiles;

/** The receipts of what an invoice bills go with its mail when that is asked for. */
class EnclosedReceiptsTest {

    private static final Map<String, ?> WITH_RECEIPTS = Map.of("attach_expense_receipts", true);
    private static final int LARGE = 5 * 1000 * 1000;

    private final TestCompany company = TestServer.shared().newCompany();
    private final LetterFixture letters;
    private final String project;

    EnclosedReceiptsTest() throws Exception {
        letters = new LetterFixture(TestServer.shared(), company);
        project = company.client().newProject("Menu", letters.contact());
    }

    @Test
    void thoseOfTheBilledExpensesGoOldestFirstBehindWhatIsSent() throws Exception {
        expense("2026-01-09", "hotel.pdf", SampleFiles.pdf(1, 100));
        expense("2026-01-02", "taxi.png", SampleFiles.picture("png", 3, 2));
        expense("2026-01-04", "", null);
        String invoice = billing();
        expense("2026-01-01", "later.pdf", SampleFiles.pdf(2, 100));

        letters.send(invoice, Map.of()).expect(200);
        assertThat(enclosures()).as("not asked for").isEmpty();
        letters.send(
                        invoice,
                        Map.of(
                                "attach_expense_receipts",
                                true,
                                "attachments",
                                List.of(Map.of("file_name", "hours.csv", "content_type", "text/csv", "data", "eA=="))))
                .expect(200);
        assertThat(enclosures())
                .containsExactly(
                        "1 hours.csv text/csv 1",
                        "2 taxi.png image/png " + SampleFiles.picture("png", 3, 2).length,
                        "3 hotel.pdf application/pdf 100");
        letters.send(letters.invoice(Map.of()), WITH_RECEIPTS).expect(200);
        assertThat(enclosures()).as("of an invoice that bills none").isEmpty();
    }

    @Test
    void moreThanAMailTakesIsRefusedAndTheDraftStaysOne() throws Exception {
        for (int i = 0; i < 4; i++) {
            expense("2026-01-02", "r" + i + ".pdf", SampleFiles.pdf(i, LARGE));
        }
        String invoice = billing();
        assertThat(letters.send(invoice, WITH_RECEIPTS).expect(422).messages())
                .containsExactly("The files have 20000000 bytes (maximum is 18874368)");
        assertThat(letters.status(invoice)).isEqualTo("Draft");
        for (int i = 0; i < 51; i++) {
            expense("2026-01-03", "s" + i + ".pdf", SampleFiles.pdf(10 + i, 20));
        }
        assertThat(letters.send(billing(), WITH_RECEIPTS).expect(422).messages())
                .containsExactly("There are 51 files (maximum is 50)");
        assertThat(letters.mails()).isEmpty();
    }

    private String billing() throws Exception {
        return letters.invoice(Map.of("project", project, "include_expenses", "billed_grouped_by_expense"));
    }

    private void expense(String day, String fileName, byte @Nullable [] receipt) throws Exception {
        Map<String, Object> expense = new HashMap<>(Map.of(
                "user",
                company.ownerId(),
                "category",
                "285",
                "dated_on",
                day,
                "gross_value",
                -5,
                "description",
                "Cost",
                "project",
                project,
                "rebill_type",
                "cost"));
        if (receipt != null) {
            String type = fileName.endsWith("png") ? "image/png" : "application/pdf";
            expense.put("attachment", SampleFiles.upload(receipt, fileName, type));
        }
        company.post("expenses", Map.of("expense", expense)).expect(201);
    }

    /** Of the newest mail. */
    private List<String> enclosures() {
        return letters.jdbc()
                .sql("""
                        SELECT position || ' ' || file_name || ' ' || content_type || ' ' || length(data) FROM mail_enclosure
                        WHERE company_id = ? AND mail_id = ? ORDER BY position
                        """)
                .params(company.id(), letters.mails().getLast().id())
                .query(String.class)
                .list();
    }
}
