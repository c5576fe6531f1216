package org.sequitur.contact;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/** A contact's part in the UK's Construction Industry Scheme, for companies that are contractors in it. */
record CisDetails(
        boolean isSubcontractor,
        @Nullable String deductionRate,
        @Nullable String uniqueTaxReference,
        @Nullable String verificationNumber) {

    static final CisDetails NONE = new CisDetails(false, null, null, null);

    private static final Set<String> DEDUCTION_RATES = Set.of("cis_gross", "cis_standard", "cis_higher");
    private static final Pattern UNIQUE_TAX_REFERENCE = Pattern.compile("\\d{10}");
    private static final Pattern VERIFICATION_NUMBER = Pattern.compile("V\\d{10}[A-Z]{0,2}");

    CisDetails changedBy(WireObject sent) {
        boolean subcontractor = sent.bool("is_cis_subcontractor", isSubcontractor);
        String rate = sent.oneOf("cis_deduction_rate", deductionRate, DEDUCTION_RATES);
        boolean lacksRate = rate == null && (!sent.has("cis_deduction_rate") || sent.isCleared("cis_deduction_rate"));
        sent.complaints().addIf(subcontractor && lacksRate, "cis_deduction_rate can't be blank");
        return new CisDetails(
                subcontractor,
                rate,
                sent.matching("unique_tax_reference", uniqueTaxReference, UNIQUE_TAX_REFERENCE),
                sent.matching("subcontractor_verification_number", verificationNumber, VERIFICATION_NUMBER));
    }

    void write(WireWriter out) {
        out.bool("is_cis_subcontractor", isSubcontractor);
        out.text("cis_deduction_rate", deductionRate);
        out.text("unique_tax_reference", uniqueTaxReference);
        out.text("subcontractor_verification_number", verificationNumber);
    }
}
