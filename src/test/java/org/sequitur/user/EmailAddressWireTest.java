package org.sequitur.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;

class EmailAddressWireTest {

    private final TestCompany company = TestServer.shared()
            .newCompany(new CompanyFounding(
                    "Harbour Mills",
                    CompanyType.UK_LIMITED_COMPANY,
                    new CompanyFounding.Owner("ada@example.com", "Ada", "Mills")));

    @Test
    void mailsMayComeFromTheUsersWhoAreThereUnderTheirNames() throws Exception {
        add("Reed, \"Jo\"", "jo@example.com", "Employee", false);
        add("Ack", "ack@example.com", "Accountant", false);
        add("Gone", "gone@example.com", "Employee", true);
        assertThat(senders()).containsExactly("Ada Mills <ada@example.com>", "\"Reed, \\\"Jo\\\" X\" <jo@example.com>");
        assertThat(company.client()
                        .with("Accept", "application/xml")
                        .get("email_addresses")
                        .expect(200)
                        .text())
                .contains("<email-addresses type=\"array\"><email-address>Ada Mills &lt;ada@example.com&gt;");
        assertThat(company.get("email_addresses/1").status()).isEqualTo(404);
    }

    private void add(String firstName, String email, String role, boolean hidden) throws Exception {
        company.post(
                        "users",
                        Map.of(
                                "user",
                                Map.of(
                                        "email",
                                        email,
                                        "first_name",
                                        firstName,
                                        "last_name",
                                        "X",
                                        "role",
                                        role,
                                        "hidden",
                                        hidden)))
                .expect(201);
    }

    private List<String> senders() throws Exception {
        return company.get("email_addresses")
                .expect(200)
                .body()
                .path("email_addresses")
                .valueStream()
                .map(address -> address.asString())
                .toList();
    }
}
