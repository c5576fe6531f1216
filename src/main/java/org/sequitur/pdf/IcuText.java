package org.sequitur.pdf;

import com.ibm.icu.text.ArabicShaping;
import com.ibm.icu.text.ArabicShapingException;
import com.ibm.icu.text.Bidi;
import com.ibm.icu.text.BidiRun;
import com.ibm.icu.text.BreakIterator;
import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import com.openhtmltopdf.extend.FSTextBreaker;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.util.Locale;

/** What ICU knows of text, for the renderer: which way it runs, how Arabic letters join, where lines may break. */
final class IcuText {

    private IcuText() {}

    static void addTo(PdfRendererBuilder builder, Locale locale, Watch watch) {
        builder.useUnicodeBidiSplitter(Runs::new);
        builder.useUnicodeBidiReorderer(new Shapes());
        builder.useUnicodeLineBreaker(new Breaks(BreakIterator.getLineInstance(locale), watch));
    }

    /** The runs of a paragraph, each in one direction. */
    private static final class Runs implements BidiSplitter {

        private final Bidi bidi = new Bidi();

        @Override
        public void setParagraph(String paragraph, byte defaultDirection) {
            bidi.setPara(paragraph, defaultDirection == RTL ? Bidi.RTL : Bidi.LTR, null);
        }

        @Override
        public int countTextRuns() {
            return bidi.countRuns();
        }

        @Override
        public BidiTextRun getVisualRun(int index) {
            BidiRun run = bidi.getVisualRun(index);
            return new BidiTextRun(run.getStart(), run.getLength(), run.isOddRun() ? RTL : LTR);
        }

        @Override
        public byte getBaseDirection(String paragraph) {
            return switch (Bidi.getBaseDirection(paragraph)) {
                case Bidi.RTL -> RTL;
                case Bidi.LTR -> LTR;
                default -> NEUTRAL;
            };
        }
    }

    private static final class Shapes implements BidiReorderer {

        private static final int LOGICAL = ArabicShaping.TEXT_DIRECTION_LOGICAL | ArabicShaping.LENGTH_GROW_SHRINK;

        private final ArabicShaping joining = new ArabicShaping(LOGICAL | ArabicShaping.LETTERS_SHAPE);
        private final ArabicShaping parting = new ArabicShaping(LOGICAL | ArabicShaping.LETTERS_UNSHAPE);

        @Override
        public String reorderRTLTextToLTR(String text) {
            return Bidi.writeReverse(text, Bidi.DO_MIRRORING);
        }

        @Override
        public String shapeText(String text) {
            return shaped(joining, text);
        }

        @Override
        public String deshapeText(String text) {
            return shaped(parting, text);
        }

        private static String shaped(ArabicShaping shaping, String text) {
            try {
                return shaping.shape(text);
            } catch (ArabicShapingException e) {
                return text;
            }
        }

        @Override
        public boolean isLiveImplementation() {
            return true;
        }
    }

    private record Breaks(BreakIterator breaks, Watch watch) implements FSTextBreaker {

        @Override
        public int next() {
            return breaks.next();
        }

        @Override
        public void setText(String text) {
            watch.check();
            breaks.setText(text);
        }
    }
}
