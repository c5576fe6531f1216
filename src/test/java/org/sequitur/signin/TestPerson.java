package org.sequitur.signin;

import java.util.concurrent.atomic.AtomicInteger;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.person.Person;

/** The owner of a company of their own, who can sign in. */
public record TestPerson(TestServer server, TestCompany company, Person person, String password) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    public static TestPerson on(TestServer server) {
        String email = "olive" + COUNT.incrementAndGet() + "@example.com";
        String password = "seven brown otters " + COUNT.get();
        TestCompany company = server.newCompany(new CompanyFounding(
                "Otters & Sons", CompanyType.UK_LIMITED_COMPANY, new CompanyFounding.Owner(email, "Olive", "Owner")));
        Person person = server.server().people().admit(company.id(), company.ownerId(), password);
        return new TestPerson(server, company, person, password);
    }

    public String email() {
        return person.email();
    }

    /** A browser that nobody has signed in on yet. */
    public PageClient browser() {
        return new PageClient(server.baseUrl());
    }

    public PageClient signedIn() throws Exception {
        PageClient browser = browser();
        browser.signIn(email(), password).expect(303);
        return browser;
    }
}
