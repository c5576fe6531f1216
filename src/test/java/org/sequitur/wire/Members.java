package org.sequitur.wire;

import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Further users of a company, with the tokens they have. */
public final class Members {

    private final TestCompany company;
    private final JdbcClient jdbc = JdbcClient.create(TestServer.shared().dataSource());

    public Members(TestCompany company) {
        this.company = company;
    }

    /** A token of a new user with that level. */
    public String token(PermissionLevel level) {
        long user = jdbc.sql("""
                        INSERT INTO users (company_id, email, first_name, last_name, role, permission_level, created_at, updated_at)
                        VALUES (:company, 'member' || :level || '@example.com', 'Mem', 'Ber', 'Employee', :level, now(), now())
                        RETURNING id
                        """)
                .param("company", company.id())
                .param("level", level.number())
                .query(Long.class)
                .single();
        return TestServer.shared()
                .server()
                .accessTokens()
                .create(company.id(), user, "member")
                .text();
    }

    void revokeAllTokens() {
        jdbc.sql("UPDATE access_token SET revoked_at = now() WHERE company_id = ?")
                .param(company.id())
                .update();
    }
}
