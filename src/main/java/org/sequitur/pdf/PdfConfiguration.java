package org.sequitur.pdf;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sequitur.outbox.EnclosedDocument;
import org.sequitur.outbox.MailEnclosure;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.store.CompanyAtWork;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** Wires what draws documents. */
@Configuration(proxyBeanMethods = false)
class PdfConfiguration {

    @Bean(destroyMethod = "close")
    DrawingRoom drawingRoom(
            @Value("${sequitur.pdf.at-a-time:2}") int atATime,
            @Value("${sequitur.pdf.waiting:64}") int waiting,
            @Value("${sequitur.pdf.time-limit:20s}") Duration longest) {
        return new DrawingRoom(atATime, waiting, longest);
    }

    @Bean
    DocumentFiles documentFiles(PrintedDocuments documents, DocumentDesigns designs, DrawingRoom room) {
        return new DocumentFiles(documents, designs, room, SingletonSupplier.of(Typesetter::new));
    }

    /** A mail is prepared outside of any request, so it says for which company. */
    @Bean
    EnclosedDocument enclosedDocument(DocumentFiles files) {
        return (companyId, about, documentId) ->
                CompanyAtWork.call(companyId, () -> enclosed(files, companyId, about, documentId));
    }

    private static @Nullable MailEnclosure enclosed(DocumentFiles files, long companyId, About about, long documentId) {
        try {
            return files.findSent(companyId, about, documentId)
                    .map(file -> new MailEnclosure(file.name(), "application/pdf", file.bytes()))
                    .orElse(null);
        } catch (DrawingRoom.FullException e) {
            throw new EnclosedDocument.NotNowException(e);
        }
    }
}
