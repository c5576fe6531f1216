package org.sequitur.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementFileTest {

    private static final String HEADER = """
            OFXHEADER:100
            DATA:OFXSGML
            VERSION:102
            SECURITY:NONE
            ENCODING:USASCII
            CHARSET:1252
            COMPRESSION:NONE
            OLDFILEUID:NONE
            NEWFILEUID:NONE

            """;
    private static final String SGML_LINE = """
            <STMTTRN>
            <TRNTYPE>DEBIT
            <DTPOSTED>20260814120000.123[-5:EST]
            <TRNAMT>-42,50
            <FITID>B-1
            <NAME>Marks &amp; Co & Sons
            <MEMO>Caf\u00e9 &#39;x&#39;
            </STMTTRN>
            """;
    private static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
            %s<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKACCTFROM><ACCTID>1</ACCTID></BANKACCTFROM><BANKTRANLIST>
            <STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260814</DTPOSTED><TRNAMT>-42.50</TRNAMT><FITID>B-1</FITID>
              <PAYEE><NAME>Marks &amp; Co</NAME><CITY>Leith</CITY></PAYEE>
              <BANKACCTTO><ACCTID>2</ACCTID></BANKACCTTO><MEMO><![CDATA[<Caf\u00e9>]]></MEMO></STMTTRN>
            </BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
            """;

    @Test
    void ofxOfTheFirstGenerationIsReadWithAndWithoutEndTags() {
        List<StatementLine> lines = read(sgml(SGML_LINE + SGML_LINE.replace("B-1\n", "B-2</FITID>\n")));
        assertThat(lines).hasSize(2);
        assertThat(told(lines.getFirst())).isEqualTo("2026-08-14 -42.50 Marks & Co & Sons Caf\u00e9 'x' DEBIT B-1");
        assertThat(lines.getLast().bankId()).isEqualTo("B-2");
    }

    @Test
    void ofxOfTheSecondGenerationIsXmlAndItsAmountsCountAsTheyAre() {
        assertThat(told(read(XML.formatted("")).getFirst()))
                .isEqualTo("2026-08-14 -42.50 Marks & Co <Caf\u00e9> CREDIT B-1");
    }

    @Test
    void anyEncodingThatBanksUseIsRead() {
        for (Charset charset : List.of(
                StandardCharsets.UTF_8,
                Charset.forName("windows-1252"),
                StandardCharsets.ISO_8859_1,
                StandardCharsets.UTF_16)) {
            assertThat(StatementFile.read(sgml(SGML_LINE).getBytes(charset), false)
                            .getFirst()
                            .text())
                    .as(charset.name())
                    .contains("Caf\u00e9");
        }
        byte[] euro = "14/08/2026,1,\u20ac".getBytes(Charset.forName("windows-1252"));
        assertThat(StatementFile.read(euro, false).getFirst().text()).isEqualTo("\u20ac");
        assertThat(read("\ufeff14/08/2026,1,x").getFirst().text()).isEqualTo("x");
    }

    @Test
    void whatIsNoOfxIsRefusedWithTheReason() {
        Map<String, String> wrong = Map.of(
                sgml(SGML_LINE).replace("</OFX>", ""), "The file ends before its end",
                sgml(SGML_LINE.replace("</STMTTRN>", "")), "The file ends before its end",
                sgml(SGML_LINE.replace("</STMTTRN>", "") + SGML_LINE), "A transaction begins within another one",
                sgml("</STMTTRN>"), "A transaction ends that has not begun",
                sgml(SGML_LINE.replace("20260814", "20261314")), "Transaction 1: DTPOSTED is not a valid date",
                sgml(SGML_LINE.replace("<TRNAMT>-42,50", "")), "Transaction 1: TRNAMT is not an amount",
                sgml("<ACCTID>1<ACCTID>2"), "The file has statements of several accounts",
                sgml(SGML_LINE.replace("B-1", "x".repeat(256))),
                        "A transaction id is too long (maximum is 255 characters)",
                sgml("<!DOCTYPE x>"), "The file has something other than elements of OFX in it",
                sgml(SGML_LINE.repeat(10_001)), "The statement has more than 10000 lines");
        wrong.forEach(StatementFileTest::assertRefused);
    }

    @Test
    void hostileXmlIsRefused() {
        assertThat(read(XML.formatted(""))).hasSize(1);
        for (String type : List.of(
                "<!DOCTYPE OFX SYSTEM \"file:///etc/passwd\">",
                "<!DOCTYPE OFX [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE OFX [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
                "<!DOCTYPE OFX>")) {
            assertRefused(XML.formatted(type), "The file is not valid XML");
        }
        assertRefused(XML.formatted("").replace("Marks", "&x;"), "The file is not valid XML");
        assertRefused("<?xml version=\"1.0\"?>" + "<OFX>".repeat(10_000), "The file is not valid XML");
        assertRefused("<?xml version=\"1.0\"?><html/>", "The file is neither OFX, QIF nor CSV");
    }

    @Test
    void qifIsReadWithItsDatesInEitherOrder() {
        String qif = """
                !Account
                NCurrent
                ^
                !Type:Bank
                D13/08'26
                T-1,234.50
                PPost office
                MStamps
                LPostage
                ^
                D1/2/2026
                U7
                ^
                """;
        List<StatementLine> lines = read(qif);
        assertThat(told(lines.getFirst())).isEqualTo("2026-08-13 -1234.50 Post office Stamps OTHER null");
        assertThat(lines.getLast().datedOn()).hasToString("2026-02-01");
        assertThat(StatementFile.read(qif.replace("13/08", "8/13").getBytes(StandardCharsets.UTF_8), false)
                        .getLast()
                        .datedOn())
                .hasToString("2026-01-02");
        assertRefused(
                qif + "D8/13/2026\nT1\n^\n", "The dates have the day first in some lines and the month in others");
        assertRefused("!Type:Invst\nD1/2/2026\nT1\n^\n", "The file has no transactions of an account");
        assertRefused("!Type:Bank\nD1/2/2026\nT1\n", "Line 4: the last transaction has no end");
        assertRefused("!Type:Bank\nD1/2/2026\n^\n", "Line 3: the transaction has no valid amount");
        assertRefused("!Type:Bank\nDsoon\nT1\n^\n", "Line 4: the transaction has no valid date");
        assertRefused(
                "!Type:Bank\nD1/2/2026\nT1\n^\n!Type:CCard\n", "Line 5: the file has statements of several accounts");
    }

    @Test
    void csvIsReadWithoutAHeaderAndWithWhateverBanksCallTheirColumns() {
        assertThat(told(read("14/08/2026,-42.50,\"Card, \"\"payment\"\"\"\r\n\r\n")
                        .getFirst()))
                .isEqualTo("2026-08-14 -42.50 Card, \"payment\" OTHER null");
        assertThat(told(read("""
                Transaction Date,Description,Reference,Amount (GBP),Balance,Type,Transaction ID
                2026-08-14,Card,REF 7,"1,042.50",9,POS,B-1
                """).getFirst())).isEqualTo("2026-08-14 1042.50 Card REF 7 POS B-1");
        List<StatementLine> lines = read("""
                Date;Details;Paid out;Paid in
                14 Aug 2026;Rent;1.500,00;
                15-Aug-26;Sale;;20,5
                """);
        assertThat(told(lines.getFirst())).isEqualTo("2026-08-14 -1500.00 Rent OTHER null");
        assertThat(told(lines.getLast())).isEqualTo("2026-08-15 20.50 Sale OTHER null");
        assertThat(read("Date,Amount\n")).as("a header only").isEmpty();
        assertThat(StatementFile.read("1/2/2026,5".getBytes(StandardCharsets.UTF_8), true)
                        .getFirst()
                        .datedOn())
                .hasToString("2026-01-02");
        Map<String, String> wrong = Map.of(
                "Foo,Bar\n1,2\n",
                "Line 1: there is no valid date",
                "14/08/2026,many,x\n",
                "Line 1: there is no valid amount",
                "14/08/2026,1.234,x\n",
                "Line 1: there is no valid amount",
                "14/08/2026,1,x,y\n",
                "Line 1: without a header the columns are date, amount and description",
                "14/08/2026,1\n31/02/2026,1\n",
                "Line 2: there is no valid date",
                "14/08/2026,1," + ",".repeat(100),
                "Line 1: there are more than 100 columns",
                "14/08/2026,1,\"x",
                "The file is not valid CSV",
                "14/08/2026,1\n".repeat(10_001),
                "The statement has more than 10000 lines",
                "  \n \n",
                "The file has no lines",
                "%PDF-1.7",
                "The file is neither OFX, QIF nor CSV");
        wrong.forEach(StatementFileTest::assertRefused);
    }

    @Test
    void aTextIsOneLineOfWhatCanBeStored() {
        String text =
                read("14/08/2026,1,\"a\n\t\u0000b\u00a0 c\ud800\"").getFirst().text();
        assertThat(text).isEqualTo("a b c?");
        assertThat(read("14/08/2026,1," + "x".repeat(600)).getFirst().text()).hasSize(500);
    }

    private static String sgml(String lines) {
        return HEADER + "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><BANKTRANLIST>\n" + lines
                + "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n";
    }

    private static List<StatementLine> read(String file) {
        return StatementFile.read(file.getBytes(StandardCharsets.UTF_8), false);
    }

    private static String told(StatementLine line) {
        return "%s %s %s %s %s".formatted(line.datedOn(), line.amount(), line.text(), line.type(), line.bankId());
    }

    private static void assertRefused(String file, String reason) {
        String beginning = file.substring(0, Math.min(file.length(), 300));
        assertThatThrownBy(() -> read(file))
                .as(Collections.nCopies(1, beginning).toString())
                .isInstanceOf(UnreadableStatement.class)
                .hasMessage(reason);
    }
}
