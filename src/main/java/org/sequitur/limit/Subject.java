package org.sequitur.limit;

/** Whoever is limited: a user of a company through an app, 0 for tokens that the user made. */
record Subject(String kind, long companyId, long userId, long appId) {

    /** The same in all processes. */
    @Override
    public String toString() {
        return kind + "/" + companyId + "/" + userId + "/" + appId;
    }
}
