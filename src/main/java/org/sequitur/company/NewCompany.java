package org.sequitur.company;

/** The ids of a company that was just founded and of its first user. */
public record NewCompany(long companyId, long ownerId) {}
