package org.sequitur.webhook;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.SealingKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the secrets of endpoints, which are needed again for each signature, so that the database alone does not tell them. The key is the
 * setting {@code sequitur.webhooks.key}; without it there are no webhooks.
 */
final class SecretVault {

    static final String SETTING = "sequitur.webhooks.key";

    private static final Logger LOG = LoggerFactory.getLogger(SecretVault.class);

    private final SealingKey key;

    /** @param key the text of the setting */
    SecretVault(String key) {
        this.key = new SealingKey(SETTING, key);
    }

    boolean isOpen() {
        return key.isSet();
    }

    byte[] sealed(SigningSecret secret, long endpointId) {
        return key.seal(secret.bytes(), endpointId);
    }

    /** Null when it was sealed with another key, which the log is told. */
    @Nullable
    SigningSecret opened(byte[] sealed, long endpointId) {
        byte[] secret = key.open(sealed, endpointId);
        if (secret == null) {
            LOG.error("the secret of webhook endpoint {} cannot be read: is {} another one?", endpointId, SETTING);
            return null;
        }
        return SigningSecret.of(secret);
    }

    /** The secrets that sign, the present one first; none when that cannot be read. */
    List<SigningSecret> opened(ClaimedDelivery delivery) {
        List<SigningSecret> signing = new ArrayList<>();
        SigningSecret present = opened(delivery.secret(), delivery.endpointId());
        if (present == null) {
            return List.of();
        }
        signing.add(present);
        byte[] before = delivery.previousSecret();
        SigningSecret previous = before == null ? null : opened(before, delivery.endpointId());
        if (previous != null) {
            signing.add(previous);
        }
        return signing;
    }
}
