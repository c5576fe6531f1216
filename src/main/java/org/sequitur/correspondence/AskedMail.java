package org.sequitur.correspondence;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.outbox.MailEnclosure;
import org.sequitur.user.Sender;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;

/**
 * A mail that a client asks for. What is wrong with it is complained of only when its document could be sent.
 *
 * @param to empty for the contact's own addresses
 * @param from null for the caller's address
 * @param subject null for that of the template
 * @param body null for that of the template
 * @param attachesReceipts whether those of the expenses that an invoice bills go with it
 */
@SuppressWarnings("ArrayRecordComponent")
public record AskedMail(
        List<Recipients.Named> to,
        @Nullable String from,
        @Nullable String subject,
        @Nullable String body,
        boolean copiesSender,
        boolean usesTemplate,
        boolean attachesReceipts,
        List<MailEnclosure> enclosures,
        Complaints complaints) {

    static final int MOST_RECIPIENTS = 50;
    static final int MOST_SUBJECT_CHARACTERS = 255;
    static final int MOST_BODY_CHARACTERS = 100_000;
    static final int MOST_ATTACHMENTS = 10;
    static final int MOST_ATTACHMENT_BYTES = 5 * 1024 * 1024;

    private static final int MOST_TO_CHARACTERS = 20_000;
    private static final int MOST_NAME_CHARACTERS = 255;
    private static final String ATTRIBUTE = "email";
    private static final String ANYTHING = "application/octet-stream";

    /** Type and subtype as RFC 6838 (4.2) has them; parameters of it are nobody's business here. */
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /**
     * Reads what is below the root key of a document.
     *
     * @throws WireException 400 when there is no mail at all
     */
    public static AskedMail read(WireObject document) {
        WireObject sent = document.object(ATTRIBUTE);
        if (sent == null || sent.isEmpty()) {
            throw WireException.badRequest("param is missing or the value is empty: " + ATTRIBUTE);
        }
        Complaints complaints = sent.complaints();
        boolean usesTemplate = sent.bool("use_template", false);
        String to = sent.text("to", null, MOST_TO_CHARACTERS);
        List<Recipients.Named> recipients = to == null ? List.of() : Recipients.read(to);
        String subject = sent.text("subject", null, MOST_SUBJECT_CHARACTERS);
        String body = sent.text("body", null, MOST_BODY_CHARACTERS);
        complaints.addIf(sent.isCleared("to") || (to == null && !usesTemplate && !sent.has("to")), "to can't be blank");
        complaints.addIf(recipients == null, "to is invalid");
        complaints.addIf(subject != null && !Lines.isOne(subject), "subject must be one line");
        if (!usesTemplate) {
            complaints.addIf(!sent.has("subject") || sent.isCleared("subject"), "subject can't be blank");
            complaints.addIf(!sent.has("body") || sent.isCleared("body"), "body can't be blank");
        }
        return new AskedMail(
                recipients == null ? List.of() : recipients,
                sent.text("from", null, MOST_TO_CHARACTERS),
                subject,
                body,
                sent.bool("email_to_sender", true),
                usesTemplate,
                sent.bool("attach_expense_receipts", false),
                enclosures(sent, complaints),
                complaints);
    }

    AskedMail with(List<MailEnclosure> further) {
        List<MailEnclosure> all = new ArrayList<>(enclosures);
        all.addAll(further);
        return new AskedMail(to, from, subject, body, copiesSender, usesTemplate, attachesReceipts, all, complaints);
    }

    private static List<MailEnclosure> enclosures(WireObject sent, Complaints complaints) {
        List<WireObject> attachments = Objects.requireNonNullElse(sent.objects("attachments"), List.of());
        if (attachments.size() > MOST_ATTACHMENTS) {
            complaints.add("attachments is too long (maximum is " + MOST_ATTACHMENTS + ")");
            return List.of();
        }
        List<MailEnclosure> enclosures = new ArrayList<>();
        for (WireObject attachment : attachments) {
            String name = attachment.requiredText("file_name", "", MOST_NAME_CHARACTERS);
            complaints.addIf(!Lines.isOne(name) || name.contains("/"), "file_name is invalid");
            String type = attachment.matching("content_type", null, CONTENT_TYPE);
            enclosures.add(new MailEnclosure(
                    name, type == null ? ANYTHING : type, decoded(attachment.text("data", null), complaints)));
        }
        return enclosures;
    }

    private static byte[] decoded(@Nullable String data, Complaints complaints) {
        complaints.addIf(data == null, "data can't be blank");
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(WHITE_SPACE.matcher(data == null ? "" : data).replaceAll(""));
            complaints.addIf(
                    bytes.length > MOST_ATTACHMENT_BYTES,
                    "data is too long (maximum is " + MOST_ATTACHMENT_BYTES + " bytes)");
            return bytes;
        } catch (IllegalArgumentException e) {
            complaints.add("data is not Base64");
            return new byte[0];
        }
    }

    /**
     * Who of those whom mails may come from it comes from; the address counts, not the name before it.
     *
     * @throws WireException 422 when it is none of them
     */
    Sender sender(List<Sender> senders, long callerId) {
        if (from == null) {
            return senders.stream()
                    .filter(sender -> sender.userId() == callerId)
                    .findFirst()
                    .orElseThrow(() -> WireException.invalid("from can't be blank"));
        }
        List<Recipients.Named> named = Recipients.read(from);
        String address = named == null || named.size() > 1
                ? ""
                : named.getFirst().address().toLowerCase(Locale.ROOT);
        return senders.stream()
                .filter(sender -> sender.address().toLowerCase(Locale.ROOT).equals(address))
                .findFirst()
                .orElseThrow(() -> WireException.invalid("from must be a verified email address"));
    }
}
