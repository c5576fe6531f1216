package org.sequitur.statement;

import java.util.List;
import java.util.Locale;

/** A file as a bank gives it out: OFX of either generation, QIF, or CSV. Which one it is says its beginning, not its name. */
final class StatementFile {

    private static final int BEGINNING = 1024;

    private StatementFile() {}

    /**
     * Its lines, in its order.
     *
     * @param monthFirst whether dates such as 1/2/2026 are the second of January, unless others in the file say that they are not
     * @throws UnreadableStatement when any of it cannot be read
     */
    static List<StatementLine> read(byte[] file, boolean monthFirst) {
        String text = StatementText.of(file).stripLeading();
        String beginning = text.substring(0, Math.min(text.length(), BEGINNING)).toUpperCase(Locale.ROOT);
        if (beginning.startsWith("<?XML") || beginning.startsWith("<?OFX")) {
            return OfxXml.read(text);
        }
        if (beginning.startsWith("OFXHEADER") || beginning.startsWith("<OFX>")) {
            return OfxTags.read(text);
        }
        if (beginning.startsWith("!")) {
            return QifStatement.read(text, monthFirst);
        }
        if (beginning.startsWith("<") || beginning.startsWith("{") || beginning.startsWith("%PDF")) {
            throw new UnreadableStatement("The file is neither OFX, QIF nor CSV");
        }
        return CsvStatement.read(text, monthFirst);
    }
}
