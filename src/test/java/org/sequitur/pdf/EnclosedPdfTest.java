package org.sequitur.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.sequitur.Draft;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.outbox.EnclosedDocument;
import org.sequitur.outbox.MailEnclosure;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.server.Server;
import org.springframework.context.annotation.Configuration;

/** What a mail encloses, asked for by a thread that works for no company. */
class EnclosedPdfTest {

    private static final AtomicReference<EnclosedDocument> ENCLOSED = new AtomicReference<>();

    /** Stands where the room for mails will. */
    @Configuration(proxyBeanMethods = false)
    static class Post {
        Post(EnclosedDocument document) {
            ENCLOSED.set(document);
        }
    }

    @Test
    void aMailEnclosesWhatWasSentAndNothingOfADraftOrOfAnotherCompany() throws Exception {
        TestServer server = TestServer.shared();
        try (Server beside = Server.start(
                server.database(),
                InetAddress.getLoopbackAddress(),
                0,
                null,
                Map.of(),
                Clock.systemUTC(),
                Post.class)) {
            assertThat(beside.port()).isPositive();
            EnclosedDocument document = Objects.requireNonNull(ENCLOSED.get());
            TestCompany company = server.newCompany();
            String contact = company.client().newContact("Harbour Mills Ltd");
            long id = Long.parseLong(
                    V2Client.id(company.post("invoices", Draft.of(contact).body())
                            .expect(201)
                            .body()
                            .path("invoice")));
            assertThat(document.of(company.id(), About.INVOICE, id)).isNull();
            assertThat(document.of(company.id(), About.ESTIMATE, id)).isNull();
            company.put("invoices/" + id + "/transitions/mark_as_sent", "").expect(200);
            MailEnclosure file = Objects.requireNonNull(document.of(company.id(), About.INVOICE, id));
            assertThat(file.fileName()).isEqualTo("Invoice 001.pdf");
            assertThat(file.contentType()).isEqualTo("application/pdf");
            try (PDDocument pdf = Loader.loadPDF(file.data())) {
                assertThat(new PDFTextStripper().getText(pdf)).contains("Invoice", "001");
            }
            assertThat(document.of(server.newCompany().id(), About.INVOICE, id)).isNull();
        }
    }
}
