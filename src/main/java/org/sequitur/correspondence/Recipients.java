package org.sequitur.correspondence;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.EmailAddresses;
import org.sequitur.user.Mailbox;

/** Addresses as RFC 5322 (3.4) writes them: {@code a@b} or {@code Name <a@b>}, several of them separated by commas. */
final class Recipients {

    /** An address with the name before it; the name is empty when there is none. */
    record Named(String name, String address) {

        String text() {
            return name.isEmpty() ? address : Mailbox.text(name, address);
        }
    }

    private static final int MOST_NAME_CHARACTERS = 255;

    private Recipients() {}

    /** Each once; null when any of it is no address, or a name could begin a header of its own. */
    static @Nullable List<Named> read(String text) {
        Map<String, Named> read = new LinkedHashMap<>();
        try {
            for (InternetAddress one : InternetAddress.parse(text, true)) {
                String name = one.getPersonal() == null ? "" : one.getPersonal().strip();
                String address = one.getAddress();
                if (!EmailAddresses.isAddress(address) || !Lines.isOne(name) || name.length() > MOST_NAME_CHARACTERS) {
                    return null;
                }
                read.putIfAbsent(address.toLowerCase(Locale.ROOT), new Named(name, address));
            }
        } catch (AddressException e) {
            return null;
        }
        return read.isEmpty() ? null : new ArrayList<>(read.values());
    }
}
