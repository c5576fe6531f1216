package org.sequitur.category;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.Company;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts that bank accounts, stock items and users have below some of the chart. */
@Component
final class SubAccounts {

    /** @param select number, name and id of those who have such accounts */
    private record Kind(
            List<String> parents, SubAccountName name, String attribute, String collection, String select) {}

    /** How an account is called by its parent's description and what it is for. */
    @FunctionalInterface
    private interface SubAccountName {
        String of(String parent, String name);
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    List.of("609"),
                    (parent, name) -> name,
                    "stock_item",
                    "stock_items",
                    "SELECT sub_account, description AS name, id FROM stock_item"),
            new Kind(
                    List.of("750"),
                    (parent, name) -> parent + ": " + name,
                    "bank_account",
                    "bank_accounts",
                    "SELECT sub_account, name, id FROM bank_account"),
            new Kind(
                    List.of("900", "901", "902", "904", "905", "907", "908", "910"),
                    (parent, name) -> parent + ": " + name,
                    "user",
                    "users",
                    "SELECT sub_account, first_name || ' ' || last_name AS name, id FROM users"));

    private static final int MOST_DIGITS = 9;

    private final JdbcClient jdbc;

    SubAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order of their codes; all of a company's. */
    List<Category> of(Company company) {
        List<Category> all = new ArrayList<>();
        for (Kind kind : KINDS) {
            List<Row> rows = jdbc.sql(kind.select() + " WHERE company_id = ? ORDER BY sub_account")
                    .param(company.id())
                    .query((row, number) -> Row.of(row))
                    .list();
            for (String parent : kind.parents()) {
                Category above = Chart.find(company, parent);
                if (above != null) {
                    rows.forEach(row -> all.add(below(above, kind, row)));
                }
            }
        }
        return all;
    }

    @Nullable
    Category find(Company company, String code) {
        String parent = code.substring(0, code.indexOf('-'));
        String number = code.substring(parent.length() + 1);
        Category above = Chart.find(company, parent);
        Kind kind = KINDS.stream()
                .filter(each -> each.parents().contains(parent))
                .findFirst()
                .orElse(null);
        if (above == null || kind == null || number.length() > MOST_DIGITS || number.startsWith("0")) {
            return null;
        }
        return jdbc.sql(kind.select() + " WHERE company_id = ? AND sub_account = ?")
                .params(company.id(), Integer.valueOf(number))
                .query((row, index) -> below(above, kind, Row.of(row)))
                .optional()
                .orElse(null);
    }

    private record Row(int number, String name, long id) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getInt("sub_account"),
                    Objects.requireNonNullElse(row.getString("name"), ""),
                    row.getLong("id"));
        }
    }

    private static Category below(Category above, Kind kind, Row row) {
        return new Category(
                above.code() + "-" + row.number(),
                above.group(),
                kind.name().of(above.description(), row.name()),
                above.taxReportingName(),
                above.allowableForTax(),
                above.salesTax(),
                new SubAccount(kind.attribute(), kind.collection(), row.id()),
                null,
                null);
    }
}
