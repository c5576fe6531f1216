package org.sequitur.outbox;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sequitur.outbox.OutgoingMail.Cause;

/**
 * A mail as it travels: plain text in UTF-8, and the files that go with it as they are. Its {@code Message-ID} and {@code Date} are
 * those of the mail, not of the attempt, so that whoever gets it twice can tell.
 */
final class MailMessage extends MimeMessage {

    /** In whatever is not the first attempt for sure, for whoever looks into what came twice. */
    static final String MAY_REPEAT = "X-Sequitur-May-Repeat";

    private static final String ANY_BYTES = "application/octet-stream";

    private final String id;

    private MailMessage(Session session, String id) {
        super(session);
        this.id = id;
    }

    /**
     * @param ownAddress the mail server's, when it answers for what it sends; null when the sender does
     * @throws AddressException when the sender is none
     */
    static MailMessage of(
            Session session,
            BegunMail mail,
            List<InternetAddress> recipients,
            List<MailEnclosure> enclosures,
            @Nullable String ownAddress)
            throws MessagingException {
        InternetAddress sender = Mailbox.of(mail.sender());
        MailMessage message = new MailMessage(session, id(mail, sender));
        if (ownAddress == null) {
            message.setFrom(sender);
        } else {
            message.setFrom(Mailbox.named(ownAddress, sender.getPersonal()));
            message.setReplyTo(new InternetAddress[] {sender});
        }
        message.setRecipients(Message.RecipientType.TO, recipients.toArray(InternetAddress[]::new));
        message.setSubject(oneLine(mail.subject()), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.createdAt()));
        if (mail.cause() != Cause.ASKED) {
            message.setHeader("Auto-Submitted", "auto-generated");
        }
        if (mail.mayRepeat()) {
            message.setHeader(MAY_REPEAT, "yes");
        }
        message.fill(mail.body(), enclosures);
        message.saveChanges();
        return message;
    }

    /** Of what never changes; the time keeps apart what different databases count alike. */
    private static String id(BegunMail mail, InternetAddress sender) {
        String address = sender.getAddress();
        return "<sequitur." + mail.claimed().companyId() + "." + mail.claimed().id() + "."
                + mail.createdAt().toEpochMilli() + address.substring(address.lastIndexOf('@')) + ">";
    }

    private void fill(String body, List<MailEnclosure> enclosures) throws MessagingException {
        if (enclosures.isEmpty()) {
            setText(body, StandardCharsets.UTF_8.name());
            return;
        }
        MimeMultipart parts = new MimeMultipart();
        MimeBodyPart text = new MimeBodyPart();
        text.setText(body, StandardCharsets.UTF_8.name());
        parts.addBodyPart(text);
        for (MailEnclosure enclosure : enclosures) {
            parts.addBodyPart(part(enclosure));
        }
        setContent(parts);
    }

    private static MimeBodyPart part(MailEnclosure enclosure) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(enclosure.data(), type(enclosure.contentType()))));
        part.setFileName(oneLine(enclosure.fileName()));
        part.setDisposition(ATTACHMENT);
        // Of a text, too: else its line ends would be changed.
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /** Without parameters, and nothing that a reader would take apart: what was sent by a client is a file, no part of the mail. */
    private static String type(String text) {
        try {
            ContentType type = new ContentType(text);
            String primary = type.getPrimaryType().toLowerCase(Locale.ROOT);
            boolean isFile = isToken(primary)
                    && isToken(type.getSubType())
                    && !primary.equals("multipart")
                    && !primary.equals("message");
            return isFile ? primary + "/" + type.getSubType().toLowerCase(Locale.ROOT) : ANY_BYTES;
        } catch (ParseException e) {
            return ANY_BYTES;
        }
    }

    private static boolean isToken(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ").strip();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}
