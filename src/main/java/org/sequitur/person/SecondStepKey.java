package org.sequitur.person;

import org.jspecify.annotations.Nullable;
import org.sequitur.store.SealingKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Seals the secrets of second steps, so that the database alone does not tell them. Its text is the setting
 * {@code sequitur.second-step.key}; without it there are no second steps.
 */
@Component
final class SecondStepKey {

    private static final String SETTING = "sequitur.second-step.key";
    private static final Logger LOG = LoggerFactory.getLogger(SecondStepKey.class);

    private final SealingKey key;

    /** @throws IllegalArgumentException when the setting is no key */
    SecondStepKey(Environment settings) {
        key = new SealingKey(SETTING, settings.getProperty(SETTING, ""));
    }

    boolean isSet() {
        return key.isSet();
    }

    /** Opens for this person only. */
    byte[] seal(byte[] secret, long personId) {
        return key.seal(secret, personId);
    }

    /** Null when it was sealed with another key or for somebody else, which the log is told, or when there is no key. */
    byte @Nullable [] open(byte[] sealed, long personId) {
        byte[] secret = key.open(sealed, personId);
        if (secret == null && key.isSet()) {
            LOG.error("the second step of person {} cannot be read: is {} another one?", personId, SETTING);
        }
        return secret;
    }
}
