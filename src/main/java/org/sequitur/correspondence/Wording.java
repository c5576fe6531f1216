package org.sequitur.correspondence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.user.Sender;

/** What the tags of a letter about one document stand for, in the language of the contact. */
final class Wording {

    private final Language language;
    private final Locale formats;
    private final Map<String, String> values = new HashMap<>();

    Wording(MailedDocument document, Particulars particulars, Sender sender) {
        Correspondent contact = particulars.contact(document.contactId());
        language = contact.language();
        formats = language.formats(contact.locale());
        String name = contact.name().display();
        put("contact_name", name);
        // A greeting needs somebody to greet.
        put("contact_first_name", Objects.requireNonNullElse(contact.name().first(), name));
        put("contact_last_name", contact.name().last());
        put("contact_organisation", contact.name().organisation());
        put("contact_email", contact.addresses());
        put("company_name", particulars.companyName());
        put("sender_name", sender.name());
        put("sender_email", sender.address());
        put("reference", document.reference());
        put("invoice_reference", document.reference());
        put("date", date(document.datedOn()));
        put("total", amount(document.total(), document.currency()));
        put("due", amount(document.due(), document.currency()));
        put("currency", document.currency());
        LocalDate dueOn = document.dueOn();
        put("due_date", dueOn == null ? null : date(dueOn));
        put("days_overdue", dueOn == null ? null : daysAfter(dueOn, particulars.today()));
        put("payment_terms", dueOn == null ? null : terms(document, dueOn));
        put("po_reference", document.poReference());
        put("bank_details", particulars.bankAccount(document.bankAccountId()).text(language));
        // There is no way to pay online yet.
        put("online_payment_link", null);
    }

    private void put(String tag, @Nullable String value) {
        values.put(tag, Objects.requireNonNullElse(value, ""));
    }

    private String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(formats)
                .format(day);
    }

    private String amount(BigDecimal amount, String currency) {
        NumberFormat format = NumberFormat.getCurrencyInstance(formats);
        Currency unit = Currency.getInstance(currency);
        format.setCurrency(unit);
        format.setMinimumFractionDigits(unit.getDefaultFractionDigits());
        format.setMaximumFractionDigits(unit.getDefaultFractionDigits());
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(amount);
    }

    private static String daysAfter(LocalDate dueOn, LocalDate today) {
        return Long.toString(Math.max(0, ChronoUnit.DAYS.between(dueOn, today)));
    }

    private String terms(MailedDocument document, LocalDate dueOn) {
        if (document.paymentTerms() != null) {
            return document.paymentTerms();
        }
        long days = ChronoUnit.DAYS.between(document.datedOn(), dueOn);
        return days == 0
                ? BuiltInTexts.text(language, "payment_terms.at_once")
                : BuiltInTexts.text(language, "payment_terms.days").replace("{days}", Long.toString(days));
    }

    /** One line, whatever the tags stand for. */
    String subject(String text) {
        return Lines.one(
                Tags.expanded("subject", text, values, AskedMail.MOST_BODY_CHARACTERS),
                AskedMail.MOST_SUBJECT_CHARACTERS);
    }

    String body(String text) {
        return Tags.expanded("body", text, values, AskedMail.MOST_BODY_CHARACTERS);
    }
}
