package org.sequitur.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.logging.LogType;
import org.sequitur.TestServer;
import org.sequitur.signin.TestPerson;

/** A person signs in and out, in a real browser. */
class SigningInTest {

    @Test
    void aPersonSignsInAndOut() {
        TestServer server = TestServer.shared();
        TestPerson olive = TestPerson.on(server);
        try (Browser browser = Browser.open()) {
            browser.open(server.baseUrl() + "/account");
            assertThat(browser.heading()).isEqualTo("Sign in");
            browser.fill("E-mail address", olive.email());
            browser.fill("Password", "not this one");
            browser.press("Sign in");
            assertThat(browser.text()).contains("The e-mail address or the password is wrong.");

            browser.fill("Password", olive.password());
            browser.press("Sign in");
            assertThat(browser.heading()).isEqualTo("Your account");
            assertThat(browser.text()).contains(olive.email()).contains("Otters & Sons");
            assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                    .as("what the page's policy refused")
                    .noneMatch(entry -> entry.getMessage().contains("Content Security Policy"));

            browser.press("Sign out");
            browser.open(server.baseUrl() + "/account");
            assertThat(browser.heading()).isEqualTo("Sign in");
        }
    }
}
