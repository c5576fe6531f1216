package org.sequitur.person;

import org.sequitur.wire.PermissionLevel;

/** What a person is in one company: the user, and what that user may do there. */
public record Membership(long companyId, String companyName, long userId, PermissionLevel level) {}
