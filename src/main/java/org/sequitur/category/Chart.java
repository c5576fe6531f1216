package org.sequitur.category;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.Company;
import org.sequitur.company.CompanyType;

/**
 * The accounts that every company has, of {@code chart.txt}: FreeAgent's of a limited company in the United Kingdom. Of the charts of other
 * types nothing is published; they are the same without what such a company cannot have. They are part of the program, so that a
 * company costs no rows for them, and a correction no migration.
 */
final class Chart {

    private static final Set<CompanyType> CORPORATE = Set.of(
            CompanyType.UK_LIMITED_COMPANY,
            CompanyType.US_LIMITED_LIABILITY_COMPANY,
            CompanyType.US_C_CORP,
            CompanyType.US_S_CORP,
            CompanyType.UNIVERSAL_COMPANY);

    /** @param whose words that must all be true of a company which has it */
    private record Preset(Category category, List<String> whose) {

        boolean isOf(Company company) {
            return whose.stream().allMatch(word -> switch (word) {
                case "corporate" -> CORPORATE.contains(company.type());
                case "uk" -> company.type().isUk();
                case "cis" -> company.isCisSubcontractor();
                default -> true;
            });
        }

        boolean isListed() {
            return !whose.contains("unlisted");
        }
    }

    private static final List<Preset> PRESETS =
            rows("chart.txt").map(Chart::preset).toList();

    private Chart() {}

    /** What a list shows of it. */
    static List<Category> of(Company company) {
        return PRESETS.stream()
                .filter(preset -> preset.isListed() && preset.isOf(company))
                .map(preset -> worded(preset.category(), company))
                .toList();
    }

    static @Nullable Category find(Company company, String code) {
        return PRESETS.stream()
                .filter(preset -> preset.category().code().equals(code) && preset.isOf(company))
                .map(preset -> worded(preset.category(), company))
                .findFirst()
                .orElse(null);
    }

    /** Whether some company has it from the beginning: then none may add it. */
    static boolean isReserved(String code) {
        return PRESETS.stream().anyMatch(preset -> preset.category().code().equals(code));
    }

    /** The sales tax is called VAT in the United Kingdom only. */
    private static Category worded(Category category, Company company) {
        if (company.type().isUk() || !category.description().contains("VAT")) {
            return category;
        }
        return new Category(
                category.code(),
                category.group(),
                category.description().replace("VAT", "Sales Tax"),
                category.taxReportingName(),
                category.allowableForTax(),
                category.salesTax(),
                null,
                null,
                null);
    }

    /** Code, description, group, tax reporting name, allowable for tax, usual sales tax, whose. */
    private static Preset preset(String[] row) {
        Iterator<String> fields = List.of(row).iterator();
        String code = fields.next();
        String description = fields.next();
        CategoryGroup group = CategoryGroup.valueOf(fields.next().toUpperCase(Locale.ROOT));
        String taxReportingName = nullIfEmpty(fields.next());
        String allowable = fields.next();
        AutoSalesTax salesTax = salesTax(fields.next());
        Category category = new Category(
                code,
                group,
                description,
                taxReportingName,
                group.isCost() ? Boolean.valueOf(allowable.equals("yes")) : null,
                salesTax,
                null,
                null,
                null);
        return new Preset(category, List.of(fields.next().split(" ", -1)));
    }

    private static @Nullable AutoSalesTax salesTax(String letter) {
        return switch (letter) {
            case "S" -> AutoSalesTax.STANDARD;
            case "Z" -> AutoSalesTax.ZERO;
            case "O" -> AutoSalesTax.OUTSIDE_OF_THE_SCOPE;
            default -> null;
        };
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The lines of a table beside this class, cut at the strokes; those that begin with # are for people. */
    static Stream<String[]> rows(String table) {
        try (InputStream in = Objects.requireNonNull(Chart.class.getResourceAsStream(table), table)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
