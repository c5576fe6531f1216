package org.sequitur.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sequitur.Documents;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ContactWireTest {

    private final TestCompany company = TestServer.shared().newCompany();
    private final V2Client client = company.client();
    private final Documents documents = new Documents(company);

    @Test
    void aNewContactHasTheDefaultsOfTheWire() throws Exception {
        V2Client.Answer answer = client.post("contacts", "{\"contact\":{\"organisation_name\":\"Pier Six Foods\"}}")
                .expect(201);
        JsonNode contact = answer.body().get("contact");

        assertThat(answer.header("Location")).isEqualTo(contact.get("url").asString());
        assertThat(contact.get("active_projects_count").isIntegralNumber()).isTrue();
        assertThat(contact.get("country").asString()).isEqualTo("United Kingdom");
        assertThat(contact.get("contact_name_on_invoices").asBoolean()).isTrue();
        assertThat(contact.get("uses_contact_invoice_sequence").asBoolean()).isFalse();
        assertThat(contact.get("charge_sales_tax").asString()).isEqualTo("Auto");
        assertThat(contact.get("status").asString()).isEqualTo("Active");
        assertThat(contact.get("locale").asString()).isEqualTo("en");
        assertThat(contact.get("account_balance").asString()).isEqualTo("0.0");
        assertThat(contact.get("emails_invoices_automatically").asBoolean()).isFalse();
        assertThat(contact.propertyNames())
                .doesNotContain("email", "default_payment_terms_in_days", "first_name", "is_cis_subcontractor");
        V2Client.Answer shown = client.get("contacts/" + V2Client.id(contact)).expect(200);
        assertThat(shown.body().get("contact")).isEqualTo(contact);
        assertThat(shown.header("Last-Modified")).isNotEmpty();
    }

    @Test
    void attributesNeedNoRootAndTakeNumbersAsText() throws Exception {
        JsonNode contact = client.post(
                        "contacts",
                        Map.of(
                                "first_name", " Nadia ",
                                "last_name", "Birch",
                                "email", "n@birch.example, ap@birch.example",
                                "country", "northern ireland",
                                "default_payment_terms_in_days", "21",
                                "unheard_of", "x"))
                .expect(201)
                .body()
                .get("contact");
        assertThat(contact.get("first_name").asString()).isEqualTo("Nadia");
        assertThat(contact.get("country").asString()).isEqualTo("Northern Ireland");
        assertThat(contact.get("default_payment_terms_in_days").intValue()).isEqualTo(21);
        assertThat(contact.get("email").asString()).isEqualTo("n@birch.example, ap@birch.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"first_name\":\"Nadia\"};organisation_name can't be blank",
                "{\"organisation_name\":\" \"};organisation_name can't be blank",
                "{\"organisation_name\":\"X\",\"email\":\"nobody\"};email is invalid",
                "{\"organisation_name\":\"X\",\"billing_email\":\"a@x.example,\"};billing_email is invalid",
                "{\"organisation_name\":\"X\",\"country\":\"Atlantis\"};country is not included in the list",
                "{\"organisation_name\":\"X\",\"locale\":\"EN\"};locale is not included in the list",
                "{\"organisation_name\":\"X\",\"status\":\"active\"};status is not included in the list",
                "{\"organisation_name\":\"X\",\"charge_sales_tax\":\"Maybe\"};charge_sales_tax is not included in the list",
                "{\"organisation_name\":\"X\",\"default_payment_terms_in_days\":-1};"
                        + "default_payment_terms_in_days must be greater than or equal to 0"
            })
    void whatMakesNoSenseIsRefused(String body, String complaint) throws Exception {
        V2Client.Answer answer = client.post("contacts", body).expect(422);
        assertThat(answer.body().get("errors").isArray()).isTrue();
        assertThat(answer.messages()).containsExactly(complaint);
    }

    @Test
    void anUpdateKeepsWhatWasNotSentAndClearsWhatWasSentBlank() throws Exception {
        String path =
                created("{\"organisation_name\":\"Pier Six\",\"email\":\"ap@piersix.example\",\"town\":\"Leith\"}");
        JsonNode before = client.get(path).body().get("contact");
        JsonNode after = client.put(path, "{\"contact\":{\"email\":\"\",\"mobile\":\"07700 900123\"}}")
                .expect(200)
                .body()
                .get("contact");

        assertThat(after.has("email")).isFalse();
        assertThat(after.get("mobile").asString()).isEqualTo("07700 900123");
        assertThat(after.get("town").asString()).isEqualTo("Leith");
        assertThat(after.get("created_at")).isEqualTo(before.get("created_at"));
        assertThat(after.get("updated_at").asString())
                .isGreaterThan(before.get("updated_at").asString());
        client.put("contacts/999999999", "{\"contact\":{\"mobile\":\"1\"}}").expect(404);
    }

    @Test
    void updatesAtTheSameTimeDoNotLoseEachOthersAttributes() throws Exception {
        String path = client.newContact("Pier Six");
        List<String> attributes = List.of("mobile", "town", "region", "postcode", "address1", "address2", "address3");
        IntStream.range(0, 10).forEach(round -> {
            attributes.parallelStream().forEach(attribute -> {
                try {
                    client.put(path, Map.of("contact", Map.of(attribute, attribute + round)))
                            .expect(200);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            JsonNode contact = body(path).get("contact");
            attributes.forEach(attribute ->
                    assertThat(contact.path(attribute).asString("")).isEqualTo(attribute + round));
        });
    }

    @Test
    void theBalanceCountsSentDocumentsInTheCompanysCurrency() throws Exception {
        String path = client.newContact("Pier Six");
        documents.add(path, "sent", "100", "40.5");
        documents.add(path, "draft", "1000", "0");
        documents.add(path, null, "invoice", "sent", "10", "0", "0.8333");
        documents.add(path, null, "credit_note", "sent", "-20", "0", "1");
        assertThat(body(path).at("/contact/account_balance").asString()).isEqualTo("47.83");
    }

    @Test
    void viewsChooseByStatusProjectsAndDocuments() throws Exception {
        String plain = client.newContact("Alder");
        String hidden = created("{\"organisation_name\":\"Birch\",\"status\":\"Hidden\"}");
        String working = client.newContact("Cedar");
        String done = client.newContact("Dogwood");
        String owing = client.newContact("Elm");
        String settled = client.newContact("Fir");
        client.newProject("Menu", working);
        client.put(client.newProject("Sign", done), "{\"project\":{\"status\":\"Completed\"}}")
                .expect(200);
        documents.add(owing, "sent", "100", "40");
        documents.add(settled, "sent", "100", "100");
        documents.add(hidden, "draft", "100", "0");

        assertThat(plain).isNotEmpty();
        assertThat(names("contacts")).containsExactly("Alder", "Cedar", "Dogwood", "Elm", "Fir");
        assertThat(names("contacts?view=active")).isEqualTo(names("contacts"));
        assertThat(names("contacts?view=all")).hasSize(6);
        assertThat(names("contacts?view=hidden")).containsExactly("Birch");
        assertThat(names("contacts?view=clients")).containsExactly("Birch", "Cedar", "Dogwood", "Elm", "Fir");
        assertThat(names("contacts?view=active_projects")).containsExactly("Cedar");
        assertThat(names("contacts?view=completed_projects")).containsExactly("Dogwood");
        assertThat(names("contacts?view=open_clients")).containsExactly("Elm");
        assertThat(names("contacts?view=suppliers")).isEmpty();
        assertThat(names("contacts?view=open_suppliers")).isEmpty();
        client.get("contacts?view=friends").expect(400);
    }

    @Test
    void listsAreSortedAndPaged() throws Exception {
        client.newContact("beech");
        client.newContact("Ash");
        client.newContact("Cherry");

        assertThat(names("contacts")).containsExactly("Ash", "beech", "Cherry");
        assertThat(names("contacts?sort=-name")).containsExactly("Cherry", "beech", "Ash");
        assertThat(names("contacts?sort=created_at")).containsExactly("beech", "Ash", "Cherry");
        assertThat(names("contacts?sort=-updated_at")).containsExactly("Cherry", "Ash", "beech");
        assertThat(names("contacts?per_page=2&page=2")).containsExactly("Cherry");
        V2Client.Answer page = client.get("contacts?per_page=2").expect(200);
        assertThat(page.header("X-Total-Count")).isEqualTo("3");
        assertThat(page.header("Link")).contains("page=2&per_page=2>; rel='next'");
        client.get("contacts?sort=town").expect(400);
    }

    @Test
    void updatedSinceGivesWhatChangedAtOrAfterThatTime() throws Exception {
        client.newContact("Ash");
        String beech = client.newContact("Beech");
        String since = body(beech).at("/contact/updated_at").asString();
        client.newContact("Cherry");

        assertThat(names("contacts?updated_since=" + since)).contains("Beech", "Cherry");
        assertThat(names("contacts?updated_since=2999-01-01")).isEmpty();
        client.get("contacts?updated_since=lately").expect(400);
    }

    @Test
    void onlyContactsThatNothingRefersToCanBeDeleted() throws Exception {
        String free = client.newContact("Ash");
        String withProject = client.newContact("Beech");
        String withDocument = client.newContact("Cherry");
        client.newProject("Menu", withProject);
        documents.add(withDocument, "draft", "1", "0");

        assertThat(client.delete(free).expect(200).text()).isEmpty();
        client.get(free).expect(404);
        client.delete(free).expect(404);
        assertThat(client.delete(withProject)
                        .expect(403)
                        .body()
                        .at("/errors/error/message")
                        .asString())
                .isNotEmpty();
        client.delete(withDocument).expect(403);
    }

    @Test
    void belowContactsAndProjectsOnlyBasicsAreShown() throws Exception {
        String path = created("{\"organisation_name\":\"Pier Six\",\"email\":\"ap@piersix.example\"}");
        JdbcClient.create(TestServer.shared().dataSource())
                .sql("UPDATE users SET permission_level = 2 WHERE company_id = ?")
                .param(company.id())
                .update();
        V2Client limited = new V2Client(
                company.baseUrl(),
                TestServer.shared()
                        .server()
                        .accessTokens()
                        .create(company.id(), company.ownerId(), "limited")
                        .text());

        assertThat(limited.get(path).expect(200).body().get("contact").propertyNames())
                .containsExactlyInAnyOrder(
                        "url", "organisation_name", "active_projects_count", "created_at", "updated_at");
        assertThat(limited.get("contacts").expect(200).body().at("/contacts/0").has("email"))
                .isFalse();
        limited.put(path, "{\"contact\":{\"town\":\"Leith\"}}").expect(403);
        limited.delete(path).expect(403);
    }

    @Test
    void contactsOfOtherCompaniesDoNotExist() throws Exception {
        String path = TestServer.shared().newCompany().client().newContact("Pier Six");
        client.get(path).expect(404);
        client.put(path, "{\"contact\":{\"town\":\"Leith\"}}").expect(404);
        client.delete(path).expect(404);
    }

    @Test
    void subcontractorsExistForContractorsOnly() throws Exception {
        String sent = "{\"organisation_name\":\"Brick Ltd\",\"is_cis_subcontractor\":true,"
                + "\"cis_deduction_rate\":\"cis_standard\",\"unique_tax_reference\":\"1234567890\","
                + "\"subcontractor_verification_number\":\"V1234567890AB\"}";
        V2Client contractor = TestServer.shared()
                .newCompany(new CompanyFounding(
                                "Builders",
                                CompanyType.UK_LIMITED_COMPANY,
                                new CompanyFounding.Owner("bo@builders.example", "Bo", "Stone"))
                        .cisContractor())
                .client();

        JsonNode contact = contractor.post("contacts", sent).expect(201).body().get("contact");
        assertThat(contact.get("is_cis_subcontractor").asBoolean()).isTrue();
        assertThat(contact.get("cis_deduction_rate").asString()).isEqualTo("cis_standard");
        assertThat(contact.get("subcontractor_verification_number").asString()).isEqualTo("V1234567890AB");
        assertThat(contractor
                        .post("contacts", "{\"organisation_name\":\"X\",\"is_cis_subcontractor\":true}")
                        .expect(422)
                        .messages())
                .containsExactly("cis_deduction_rate can't be blank");
        assertThat(client.post("contacts", sent)
                        .expect(201)
                        .body()
                        .get("contact")
                        .propertyNames())
                .doesNotContain("is_cis_subcontractor", "cis_deduction_rate", "unique_tax_reference");
    }

    private String created(String body) throws IOException, InterruptedException {
        return "contacts/"
                + V2Client.id(client.post("contacts", body).expect(201).body().get("contact"));
    }

    private JsonNode body(String path) {
        try {
            return client.get(path).expect(200).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> names(String path) throws IOException, InterruptedException {
        return client.get(path)
                .expect(200)
                .body()
                .get("contacts")
                .valueStream()
                .map(contact -> contact.path("organisation_name").asString(""))
                .toList();
    }
}
