package org.sequitur.story;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.sequitur.ServerProcess;

/** A mail server of the customers, and what it was given. */
final class ReceivedMails implements AutoCloseable {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    ReceivedMails() {
        server.start();
    }

    Map<String, Object> settings() {
        return Map.of(
                "sequitur.mail.host",
                "127.0.0.1",
                "sequitur.mail.port",
                server.getSmtp().getPort(),
                "sequitur.mail.security",
                "none",
                "sequitur.mail.look",
                "50ms");
    }

    /** Once there are as many, those with this subject. */
    List<MimeMessage> about(String subject, int count) throws Exception {
        ServerProcess.awaitThat(
                count + " mails about " + subject, () -> about(subject).size() >= count);
        return about(subject);
    }

    private List<MimeMessage> about(String subject) throws MessagingException {
        List<MimeMessage> found = new java.util.ArrayList<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            if (subject.equals(message.getSubject())) {
                found.add(message);
            }
        }
        return found;
    }

    int count() {
        return server.getReceivedMessages().length;
    }

    static List<String> recipients(MimeMessage mail) throws MessagingException {
        return Arrays.stream(mail.getAllRecipients()).map(Object::toString).toList();
    }

    /** The text of the PDF that goes with a mail. */
    static String document(MimeMessage mail) throws Exception {
        Multipart parts = (Multipart) mail.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType("application/pdf")) {
                return text(part.getInputStream().readAllBytes());
            }
        }
        throw new AssertionError("no PDF goes with " + mail.getSubject());
    }

    static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
