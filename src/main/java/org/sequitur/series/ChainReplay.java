package org.sequitur.series;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.Reference;
import org.sequitur.wire.CanonicalJson;

/** Goes through the records of one series as they were made, and tells of everything in them that could not have come so. */
final class ChainReplay {

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE - 1);

    private final ReferenceSeries stored;
    private final Consumer<String> breach;
    private ReferenceSeries series;

    ChainReplay(ReferenceSeries stored, Consumer<String> breach) {
        this.stored = stored;
        this.breach = breach;
        this.series = stored.at(SeriesHead.beginning(stored.firstNumber(), stored.firstYear()));
    }

    long seriesId() {
        return stored.id();
    }

    /**
     * The next record, by its position.
     *
     * @return what it says, or null when that cannot be read
     */
    @Nullable
    Map<String, Object> next(IssuedRecord record) {
        SeriesHead head = series.head();
        if (record.position() != head.issued() + 1) {
            tell(record, "follows position " + head.issued() + ": something between is missing");
        }
        if (!record.previousSha256().equals(head.previousSha256())) {
            tell(record, "names another record before it than the one that is there");
        }
        if (!IssuedRecord.sha256(record.content()).equals(record.sha256())) {
            tell(record, "has a content that is not the one its hash was made of");
        }
        Reference due = series.next(record.datedOn());
        if (!record.reference().equals(due)) {
            tell(record, "should bear the reference " + due.text());
        }
        if (head.lastDatedOn() != null && record.datedOn().isBefore(head.lastDatedOn())) {
            tell(record, "is dated " + record.datedOn() + ", before the one before it, " + head.lastDatedOn());
        }
        series = series.at(new SeriesHead(
                record.position(),
                numberAfter(record.reference()),
                record.datedOn().getYear(),
                record.datedOn(),
                record.sha256()));
        return content(record);
    }

    /** Goes on from the number that the record has, so that one fault is told once. */
    private static long numberAfter(Reference reference) {
        String digits = reference.text().replaceFirst("^.*?([0-9]*)$", "$1");
        BigDecimal number = digits.isEmpty() ? BigDecimal.ZERO : new BigDecimal(digits);
        return number.min(LARGEST).longValueExact() + 1;
    }

    private @Nullable Map<String, Object> content(IssuedRecord record) {
        Map<String, Object> content;
        try {
            content = CanonicalJson.read(record.content());
        } catch (IllegalArgumentException e) {
            tell(record, "has a content that cannot be read");
            return null;
        }
        if (!CanonicalJson.write(content).equals(record.content())) {
            tell(record, "has a content that is not written canonically");
        }
        says(record, content, "series", stored.name());
        says(record, content, "position", Long.toString(record.position()));
        says(record, content, "document_id", Long.toString(record.documentId()));
        says(record, content, "reference", record.reference().text());
        says(record, content, "dated_on", record.datedOn().toString());
        says(record, content, "issued_at", IssuedRecord.text(record.issuedAt()));
        says(record, content, "issued_by", Long.toString(record.issuedBy()));
        says(record, content, "previous_sha256", record.previousSha256());
        Object corrected = content.get("corrects") instanceof Map<?, ?> corrects ? corrects.get("document_id") : null;
        Long correctsId = record.correctsId();
        if (!Objects.equals(corrected, correctsId == null ? null : correctsId.toString())) {
            tell(record, "takes back " + correctsId + ", and its content says " + corrected);
        }
        return content;
    }

    private void says(IssuedRecord record, Map<String, Object> content, String key, String value) {
        if (!value.equals(content.get(key))) {
            tell(record, "has the " + key + " " + value + ", and its content says " + content.get(key));
        }
    }

    void tell(IssuedRecord record, String what) {
        breach.accept("series " + stored.name() + ", position " + record.position() + ", "
                + record.reference().text() + " (document " + record.documentId() + ") " + what);
    }

    /** After the last record: the series must stand where that has left it. */
    void end() {
        if (!series.head().equals(stored.head())) {
            breach.accept("series " + stored.name() + " stands at " + inWords(stored.head())
                    + ", and its records come to " + inWords(series.head()));
        }
    }

    private static String inWords(SeriesHead head) {
        return head.issued() + " issued, next number " + head.nextNumber() + ", last dated " + head.lastDatedOn()
                + ", hash " + head.lastSha256();
    }
}
