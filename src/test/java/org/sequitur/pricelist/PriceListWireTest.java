package org.sequitur.pricelist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import tools.jackson.databind.JsonNode;

/** The price list, and the stock that it may name. */
class PriceListWireTest {

    private static final String OWN_STOCK = "/sequitur/v1/stock_items";

    private final TestCompany company = TestServer.shared().newCompany();

    @Test
    void aLineKeepsWhatItWasGivenAndHasDefaultsForTheRest() throws Exception {
        Answer answer = create(company, Map.of("code", "DAY", "item_type", "Days", "price", "420.505", "quantity", 1))
                .expect(201);
        JsonNode item = answer.body().path("price_list_item");
        assertThat(answer.header("Location")).isEqualTo(text(item, "url"));
        assertThat(text(item, "price")).isEqualTo("420.505");
        assertThat(text(item, "vat_status")).isEqualTo("out_of_scope");
        assertThat(text(item, "sales_tax_rate")).isEqualTo("0.0");
        assertThat(text(item, "category")).endsWith("/v2/categories/001");
        assertThat(item.has("stock_item")).isFalse();
        String path = path(item);
        JsonNode changed = company.put(path, Map.of("price_list_item", Map.of("vat_status", "standard")))
                .expect(200)
                .body()
                .path("price_list_item");
        assertThat(text(changed, "vat_status")).isEqualTo("standard");
        assertThat(text(changed, "price")).isEqualTo("420.505");
        assertThat(text(changed, "updated_at")).isGreaterThan(text(item, "updated_at"));
        assertThat(company.get(path).body().path("price_list_item")).isEqualTo(changed);
        company.delete(path).expect(200);
        assertThat(company.get(path).status()).isEqualTo(404);
        assertThat(company.delete(path).status()).isEqualTo(404);
    }

    @Test
    void aCodeIsTakenOnceWhateverRacesAndCaseMakesAnother() throws Exception {
        List<Integer> statuses = InFlight.atMost(
                12,
                IntStream.range(0, 12)
                        .mapToObj(i -> (Callable<Integer>)
                                () -> create(company, Map.of("code", "ONE")).status())
                        .toList());
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 422).hasSize(11);
        assertThat(create(company, Map.of("code", "ONE")).expect(422).messages())
                .containsExactly("code has already been taken");
        create(company, Map.of("code", "one")).expect(201);
    }

    @Test
    void whatIsWrongIsTold() throws Exception {
        assertThat(company.post("price_list_items", "{\"price_list_item\":{\"price\":1}}")
                        .expect(422)
                        .messages())
                .containsExactlyInAnyOrder(
                        "code can't be blank", "item_type can't be blank", "description can't be blank");
        assertThat(create(company, Map.of("code", "x".repeat(101))).expect(422).messages())
                .containsExactly("code is too long (maximum is 100 characters)");
        assertThat(create(company, Map.of("item_type", "-no unit-")).expect(422).messages())
                .containsExactly("item_type is not included in the list");
        assertThat(create(company, Map.of("vat_status", "some")).expect(422).messages())
                .containsExactly("vat_status is not included in the list");
        assertThat(create(company, Map.of("quantity", -1)).expect(422).messages())
                .containsExactly("quantity must be greater than or equal to 0");
        create(company, Map.of("quantity", -1, "item_type", "Hours")).expect(201);
        for (String none : List.of("income", "002")) {
            assertThat(create(company, Map.of("category", none)).expect(400).messages())
                    .containsExactly("Invalid nominal code");
        }
        assertThat(create(company, Map.of("category", "285")).expect(422).messages())
                .containsExactly("category must be an income category");
        assertThat(company.get("price_list_items?sort=price").status()).isEqualTo(400);
    }

    @Test
    void listsAreInTheOrderAskedFor() throws Exception {
        for (String code : List.of("b", "C", "a")) {
            create(company, Map.of("code", code)).expect(201);
        }
        assertThat(codes("")).containsExactly("b", "C", "a");
        assertThat(codes("?sort=code")).containsExactly("a", "b", "C");
        assertThat(codes("?sort=-code&per_page=2")).containsExactly("C", "b");
        assertThat(codes("?sort=-created_at&page=3&per_page=1")).containsExactly("b");
    }

    @Test
    void ratesAreForCompaniesElsewhereAndLevelsOfVatForThoseInTheUnitedKingdom() throws Exception {
        Map<String, Object> rates = Map.of("sales_tax_rate", "7.5", "second_sales_tax_rate", 2, "vat_status", "zero");
        JsonNode british = create(company, rates).expect(201).body().path("price_list_item");
        assertThat(List.of(text(british, "sales_tax_rate"), text(british, "second_sales_tax_rate")))
                .containsExactly("0.0", "0.0");
        assertThat(text(british, "vat_status")).isEqualTo("zero");
        JsonNode universal = create(founded(CompanyType.UNIVERSAL_COMPANY), rates)
                .expect(201)
                .body()
                .path("price_list_item");
        assertThat(List.of(text(universal, "sales_tax_rate"), text(universal, "second_sales_tax_rate")))
                .containsExactly("7.5", "2.0");
        assertThat(universal.has("vat_status")).isFalse();
        JsonNode american =
                create(founded(CompanyType.US_C_CORP), rates).expect(201).body().path("price_list_item");
        assertThat(List.of(text(american, "sales_tax_rate"), text(american, "second_sales_tax_rate")))
                .containsExactly("7.5", "0.0");
    }

    @Test
    void stockIsReadOnFreeAgentsPathWrittenOnOnesOwnAndKeptWhileALineNamesIt() throws Exception {
        JsonNode stock = company.post(
                        OWN_STOCK,
                        Map.of(
                                "stock_item",
                                Map.of("description", "Hinge", "opening_quantity", 120, "opening_balance", "96.005")))
                .expect(201)
                .body()
                .path("stock_item");
        assertThat(text(stock, "opening_quantity")).isEqualTo("120.0");
        assertThat(text(stock, "stock_on_hand")).isEqualTo("120.0");
        assertThat(text(stock, "opening_balance")).isEqualTo("96.01");
        String read = "stock_items/" + V2Client.id(stock);
        assertThat(company.get(read).body().path("stock_item")).isEqualTo(stock);
        for (Answer answer :
                List.of(company.post("stock_items", "{}"), company.put(read, "{}"), company.delete(read))) {
            assertThat(answer.status()).isEqualTo(404);
        }
        assertThat(create(company, Map.of("item_type", "Stock")).expect(422).messages())
                .containsExactly("stock_item can't be blank");
        assertThat(create(company, Map.of("item_type", "Stock", "stock_item", 1))
                        .expect(422)
                        .messages())
                .containsExactly("stock_item is invalid");
        JsonNode line = create(company, Map.of("item_type", "Stock", "stock_item", text(stock, "url")))
                .expect(201)
                .body()
                .path("price_list_item");
        assertThat(text(line, "stock_item")).isEqualTo(text(stock, "url"));
        String written = OWN_STOCK + "/" + V2Client.id(stock);
        assertThat(company.delete(written).status()).isEqualTo(409);
        company.put(path(line), Map.of("price_list_item", Map.of("item_type", "Products")))
                .expect(200);
        assertThat(company.get(path(line)).body().path("price_list_item").has("stock_item"))
                .isFalse();
        company.delete(written).expect(200);
        assertThat(company.get("stock_items").header("X-Total-Count")).isEqualTo("0");
    }

    private static TestCompany founded(CompanyType type) {
        return TestServer.shared()
                .newCompany(new CompanyFounding(
                        "Elsewhere", type, new CompanyFounding.Owner("owner@example.com", "Ada", "Owner")));
    }

    private static Answer create(TestCompany company, Map<String, ?> attributes) throws Exception {
        Map<String, Object> item = new HashMap<>(Map.of("code", "C", "item_type", "Services", "description", "Work"));
        item.putAll(attributes);
        return company.post("price_list_items", Map.of("price_list_item", item));
    }

    private List<String> codes(String query) throws Exception {
        return company.get("price_list_items" + query)
                .expect(200)
                .body()
                .path("price_list_items")
                .valueStream()
                .map(item -> text(item, "code"))
                .toList();
    }

    private static String path(JsonNode item) {
        return "price_list_items/" + V2Client.id(item);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
