package org.sequitur.oauth;

import org.jspecify.annotations.Nullable;

/**
 * On whose behalf an app may act: for one user of one company, or, a practice app, for a person.
 *
 * @param personId who approved; null only when there is no person behind the user
 * @param companyId null for a practice app
 * @param userId null for a practice app
 */
record Approval(
        @Nullable Long personId,
        @Nullable Long companyId,
        @Nullable Long userId) {}
