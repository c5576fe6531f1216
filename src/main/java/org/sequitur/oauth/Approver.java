package org.sequitur.oauth;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Somebody who approves an app, as the authorization server knows them. */
final class Approver extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Approval approval;

    Approver(Approval approval) {
        super(List.of());
        this.approval = approval;
        setAuthenticated(true);
    }

    Approval approval() {
        return approval;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return approval;
    }

    @Override
    public String getName() {
        return approval.companyId() == null ? "person " + approval.personId() : "user " + approval.userId();
    }
}
