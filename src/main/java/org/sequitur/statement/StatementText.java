package org.sequitur.statement;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a file. Banks name the encoding seldom, and wrongly at times: what is UTF-8 is read as that, what begins with the mark of UTF-16
 * as that, and everything else as what Windows has had in western countries.
 */
final class StatementText {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final byte FE = (byte) 0xfe;
    private static final byte FF = (byte) 0xff;

    private StatementText() {}

    static String of(byte[] file) {
        if (file.length > 1 && ((file[0] == FE && file[1] == FF) || (file[0] == FF && file[1] == FE))) {
            return new String(file, StandardCharsets.UTF_16);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(file, WINDOWS);
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
