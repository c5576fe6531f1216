package org.sequitur.pdf;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.wire.WireException;

/** Makes the PDF of a stored document. The renderer is made when the first one is asked for: it costs a moment that no start needs. */
final class DocumentFiles {

    private final PrintedDocuments documents;
    private final DocumentDesigns designs;
    private final DrawingRoom room;
    private final Supplier<Typesetter> typesetter;

    DocumentFiles(
            PrintedDocuments documents, DocumentDesigns designs, DrawingRoom room, Supplier<Typesetter> typesetter) {
        this.documents = documents;
        this.designs = designs;
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
        PrintedDocument document = documents.find(companyId, about, id).orElseThrow(WireException::notFound);
        return drawnOrRefused(document, designs.get(companyId));
    }

    /**
     * A document in a design that may not be its company's, or not yet.
     *
     * @throws WireException 422 when it cannot be drawn in it; 503 when it cannot be drawn now
     */
    DocumentFile drawnOrRefused(PrintedDocument document, DocumentDesign design) {
        try {
            return drawn(document, design);
        } catch (DrawingRoom.FullException e) {
            throw e.refusal();
        }
    }

    /**
     * Empty when the company has no such document, or when it is a draft.
     *
     * @throws DrawingRoom.FullException when too many wait
     */
    Optional<DocumentFile> findSent(long companyId, About about, long id) {
        return documents
                .find(companyId, about, id)
                .filter(document -> !document.isDraft())
                .map(document -> drawn(document, designs.get(companyId)));
    }

    private DocumentFile drawn(PrintedDocument document, DocumentDesign design) {
        Language language = Language.of(
                String.valueOf(document.seller().address().country()),
                List.of(document.client().locale(), document.seller().locale()));
        DocumentView view = new DocumentView(document, language, design.logo() == null ? null : Typesetter.LOGO);
        byte[] bytes = room.draw(watch -> typesetter.get().draw(view, design, watch));
        return new DocumentFile(fileName(view.title()), bytes);
    }

    static String fileName(String title) {
        return title.replaceAll("[^\\p{L}\\p{N} ._-]", "-") + ".pdf";
    }
}
