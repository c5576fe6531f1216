package org.sequitur.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class StatementFilePropertyTest {

    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

    @Property(tries = 200)
    void whatIsWrittenAsOfxOfTheFirstGenerationIsRead(@ForAll("statements") List<StatementLine> lines) {
        StringBuilder ofx = new StringBuilder("OFXHEADER:100\n\n<OFX><BANKTRANLIST>\n");
        for (StatementLine line : lines) {
            ofx.append("<STMTTRN><TRNTYPE>%s<DTPOSTED>%s<TRNAMT>%s<FITID>%s<NAME>%s</STMTTRN>\n"
                    .formatted(
                            line.type(), compact(line), line.amount(), escaped(line.bankId()), escaped(line.text())));
        }
        assertThat(read(ofx + "</BANKTRANLIST></OFX>")).isEqualTo(lines);
    }

    @Property(tries = 200)
    void whatIsWrittenAsOfxOfTheSecondGenerationIsRead(@ForAll("statements") List<StatementLine> lines) {
        StringBuilder ofx = new StringBuilder("<?xml version=\"1.0\"?><OFX><BANKTRANLIST>");
        for (StatementLine line : lines) {
            ofx.append(("<STMTTRN><TRNTYPE>%s</TRNTYPE><DTPOSTED>%s</DTPOSTED><TRNAMT>%s</TRNAMT><FITID>%s</FITID>"
                            + "<NAME>%s</NAME></STMTTRN>")
                    .formatted(
                            line.type(), compact(line), line.amount(), escaped(line.bankId()), escaped(line.text())));
        }
        assertThat(read(ofx + "</BANKTRANLIST></OFX>")).isEqualTo(lines);
    }

    @Property(tries = 200)
    void whatIsWrittenAsCsvIsRead(@ForAll("statements") List<StatementLine> lines) {
        StringBuilder csv = new StringBuilder("Date,Amount,Description,Type,FITID\r\n");
        for (StatementLine line : lines) {
            csv.append("%s,%s,\"%s\",%s,\"%s\"\r\n"
                    .formatted(
                            DAY_FIRST.format(line.datedOn()),
                            line.amount(),
                            line.text().replace("\"", "\"\""),
                            line.type(),
                            String.valueOf(line.bankId()).replace("\"", "\"\"")));
        }
        assertThat(read(csv.toString())).isEqualTo(lines);
    }

    @Property(tries = 200)
    void whatIsWrittenAsQifIsRead(@ForAll("statements") List<StatementLine> lines) {
        StringBuilder qif = new StringBuilder("!Type:Bank\n");
        for (StatementLine line : lines) {
            qif.append("D%s\nT%,.2f\nP%s\n^\n".formatted(DAY_FIRST.format(line.datedOn()), line.amount(), line.text()));
        }
        List<StatementLine> read = read(qif.toString());
        assertThat(read.stream().map(line -> line.datedOn() + " " + line.amount() + " " + line.text()))
                .isEqualTo(lines.stream()
                        .map(line -> line.datedOn() + " " + line.amount() + " " + line.text())
                        .toList());
    }

    @Property(tries = 500)
    void aSpoiltFileIsReadOrRefusedAndNothingElse(
            @ForAll("statements") List<StatementLine> lines, @ForAll byte[] spoilt, @ForAll int place) {
        StringBuilder file =
                new StringBuilder(place % 2 == 0 ? "OFXHEADER:100\n<OFX>\n" : "<?xml version=\"1.0\"?><OFX>\n");
        for (StatementLine line : lines) {
            file.append("<STMTTRN><DTPOSTED>%s</DTPOSTED><TRNAMT>%s</TRNAMT></STMTTRN>\n"
                    .formatted(compact(line), line.amount()));
        }
        if (place % 3 == 0) {
            file.setLength(0);
            file.append(place % 2 == 0 ? "!Type:Bank\nD1/2/2026\nT5\n^\n" : "Date,Amount\n1/2/2026,\"5\"\n");
        }
        byte[] whole = (file + "</OFX>").getBytes(StandardCharsets.UTF_8);
        int at = Math.floorMod(place, whole.length);
        System.arraycopy(spoilt, 0, whole, at, Math.min(spoilt.length, whole.length - at));
        try {
            StatementFile.read(whole, false);
        } catch (UnreadableStatement e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefusedAndNothingElse(@ForAll byte[] bytes) {
        try {
            StatementFile.read(bytes, true);
        } catch (UnreadableStatement e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Provide
    Arbitrary<List<StatementLine>> statements() {
        Arbitrary<LocalDate> days = Arbitraries.longs()
                .between(
                        LocalDate.of(1900, 1, 1).toEpochDay(),
                        LocalDate.of(2999, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
        Arbitrary<BigDecimal> amounts = Arbitraries.bigDecimals()
                .between(new BigDecimal("-999999999999999.99"), new BigDecimal("999999999999999.99"))
                .ofScale(2);
        Arbitrary<String> texts = Arbitraries.strings()
                .ofMaxLength(40)
                .withChars("aZ09 &<>'\";,!^/-\u00e9\u20ac\u4e2d\u0661")
                .map(text -> text.strip().replaceAll("\\s+", " "));
        Arbitrary<String> ids = texts.filter(text -> !text.isEmpty());
        return Combinators.combine(days, amounts, texts, Arbitraries.of(TransactionType.class), ids)
                .as(StatementLine::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static String compact(StatementLine line) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(line.datedOn());
    }

    private static String escaped(@Nullable String text) {
        return String.valueOf(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static List<StatementLine> read(String file) {
        return StatementFile.read(file.getBytes(StandardCharsets.UTF_8), false);
    }
}
