package org.sequitur.attachment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.WireException;

/**
 * Links to files that whoever has one may follow, without a token, until it ends. All that a link names is signed: company,
 * attachment, view and end.
 */
final class SignedLinks {

    static final Duration LIFETIME = Duration.ofHours(1);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

    private final SecretKeySpec key;

    SignedLinks(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The path of a link, with its query. */
    String to(long companyId, long attachmentId, FileView view, Instant end) {
        return "/attachments/" + attachmentId + "/" + view.word() + "?company=" + companyId + "&expires="
                + end.getEpochSecond() + "&sig="
                + HexFormat.of().formatHex(signature(companyId, attachmentId, view, end.getEpochSecond()));
    }

    /**
     * The company that a link was made for.
     *
     * @throws WireException 400 when it is no whole link; 403 when it was not made here, or has ended
     */
    long companyOf(long attachmentId, FileView view, ListQuery query, Instant now) {
        long companyId = number(query, "company");
        long end = number(query, "expires");
        byte[] sent = HexFormat.of().parseHex(matching(query, "sig", SIGNATURE));
        if (!MessageDigest.isEqual(sent, signature(companyId, attachmentId, view, end))) {
            throw WireException.forbidden("The link is not valid");
        }
        if (now.getEpochSecond() >= end) {
            throw WireException.forbidden("The link has expired");
        }
        return companyId;
    }

    private static long number(ListQuery query, String name) {
        return Long.parseLong(matching(query, name, NUMBER));
    }

    private static String matching(ListQuery query, String name, Pattern pattern) {
        String text = query.text(name);
        if (text == null || !pattern.matcher(text).matches()) {
            throw WireException.badRequest("The link is not whole: " + name + " is missing or cannot be read");
        }
        return text;
    }

    private byte[] signature(long companyId, long attachmentId, FileView view, long end) {
        String signed = "file " + companyId + " " + attachmentId + " " + view.word() + " " + end;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
