package org.sequitur.wire;

/** Who a request acts for: one user of one company, as its access token says. */
public record Caller(long companyId, long userId, PermissionLevel level) {}
