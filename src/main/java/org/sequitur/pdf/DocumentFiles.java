package org.sequitur.pdf;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.wire.WireException;

/** Makes the PDF of a stored document. The renderer is made when the first one is asked for: it costs a moment that no start needs. */
final class DocumentFiles {

    private final PrintedDocuments documents;
    private final DrawingRoom room;
    private final Supplier<Typesetter> typesetter;

    DocumentFiles(PrintedDocuments documents, DrawingRoom room, Supplier<Typesetter> typesetter) {
        this.documents = documents;
        this.room = room;
        this.typesetter = typesetter;
    }

    /**
     * A PDF.
     *
     * @param name in the language of the document, without what file systems or headers could stumble over: {@code Invoice 042.pdf}
     */
    @SuppressWarnings("ArrayRecordComponent") // it is sent, never compared
    record DocumentFile(String name, byte[] bytes) {}

    /** @throws WireException 404 when the company has no such document; 503 when it cannot be drawn now */
    DocumentFile get(long companyId, About about, long id) {
        return drawn(documents.find(companyId, about, id).orElseThrow(WireException::notFound));
    }

    /** Empty when the company has no such document, or when it is a draft. */
    Optional<DocumentFile> findSent(long companyId, About about, long id) {
        return documents
                .find(companyId, about, id)
                .filter(document -> !document.isDraft())
                .map(this::drawn);
    }

    private DocumentFile drawn(PrintedDocument document) {
        Language language = Language.of(
                String.valueOf(document.seller().address().country()),
                List.of(document.client().locale(), document.seller().locale()));
        DocumentView view = new DocumentView(document, language, null);
        byte[] bytes = room.draw(watch -> typesetter.get().draw(view, watch));
        return new DocumentFile(fileName(view.title()), bytes);
    }

    static String fileName(String title) {
        return title.replaceAll("[^\\p{L}\\p{N} ._-]", "-") + ".pdf";
    }
}
