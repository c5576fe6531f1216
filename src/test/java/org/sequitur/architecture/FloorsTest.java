package org.sequitur.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of the house: a room uses rooms on lower floors only, and the rules of the domain know neither SQL nor HTTP. */
@AnalyzeClasses(packages = "org.sequitur", importOptions = ImportOption.DoNotIncludeTests.class)
class FloorsTest {

    @ArchTest
    static final ArchRule ROOMS_USE_LOWER_FLOORS_ONLY = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.sequitur..")
            .layer("commands")
            .definedBy("org.sequitur", "org.sequitur.cli..", "org.sequitur.bench..")
            .layer("server")
            .definedBy("org.sequitur.server..")
            .layer("features")
            .definedBy(
                    "org.sequitur.company..",
                    "org.sequitur.bank..",
                    "org.sequitur.category..",
                    "org.sequitur.statement..",
                    "org.sequitur.suggestion..",
                    "org.sequitur.salestax..",
                    "org.sequitur.user..",
                    "org.sequitur.contact..",
                    "org.sequitur.project..",
                    "org.sequitur.note..",
                    "org.sequitur.attachment..",
                    "org.sequitur.task..",
                    "org.sequitur.timeslip..",
                    "org.sequitur.category..",
                    "org.sequitur.expense..",
                    "org.sequitur.explanation..",
                    "org.sequitur.pricelist..",
                    "org.sequitur.property..",
                    "org.sequitur.invoice..",
                    "org.sequitur.estimate..",
                    "org.sequitur.correspondence..",
                    "org.sequitur.pdf..",
                    "org.sequitur.series..",
                    "org.sequitur.numbering..",
                    "org.sequitur.token..",
                    "org.sequitur.signin..",
                    "org.sequitur.oauth..",
                    "org.sequitur.mailbox..",
                    "org.sequitur.webhook..",
                    "org.sequitur.archive..",
                    "org.sequitur.freeagent..",
                    "org.sequitur.monitoring..",
                    "org.sequitur.backup..",
                    "org.sequitur.limit..")
            .layer("people")
            .definedBy("org.sequitur.person..", "org.sequitur.audit..", "org.sequitur.mail..", "org.sequitur.outbox..")
            .layer("allocator")
            .definedBy("org.sequitur.reference..")
            .layer("idempotency")
            .definedBy("org.sequitur.idempotency..")
            .layer("ground")
            .definedBy(
                    "org.sequitur.wire..",
                    "org.sequitur.record..",
                    "org.sequitur.store..",
                    "org.sequitur.verification..",
                    "org.sequitur.money..",
                    "org.sequitur.metric..",
                    "org.sequitur.log..",
                    "org.sequitur.address..")
            .whereLayer("commands")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("commands")
            .whereLayer("features")
            .mayOnlyBeAccessedByLayers("commands", "server")
            .whereLayer("people")
            .mayOnlyBeAccessedByLayers("features", "server", "commands", "allocator")
            .whereLayer("allocator")
            .mayOnlyBeAccessedByLayers("features", "server", "commands")
            .whereLayer("idempotency")
            .mayOnlyBeAccessedByLayers("features")
            .withOptionalLayers(true)
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule ROOMS_DO_NOT_NEED_EACH_OTHER_IN_A_CIRCLE =
            slices().matching("org.sequitur.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule RULES_OF_THE_DOMAIN_KNOW_NEITHER_SQL_NOR_HTTP_NOR_FRAMEWORK = noClasses()
            .that()
            .haveNameMatching(
                    "org\\.sequitur\\.invoice\\.(Invoice|InvoiceTotals|InvoiceTerms|InvoiceStatus|InvoiceState"
                            + "|InvoiceContents|InvoiceItem|DayDistance|SalesTaxRules|LockedAttributes|CisBand|Seller|Customer"
                            + "|BilledProject|Surroundings|InvoiceReading|IssuedContent)(\\$.*)?")
            .or()
            .haveNameMatching("org\\.sequitur\\.estimate\\.(Estimate|EstimateStatus|EstimateText)(\\$.*)?")
            .or()
            .haveNameMatching(
                    "org\\.sequitur\\.expense\\.(Expense|ExpenseAmount|ExpenseTax|CategoryTax|MileageClaim|MileageRates"
                            + "|EngineOptions|Rebilling|RebilledExpense|Recurrence|StockPurchase)(\\$.*)?")
            .or()
            .haveNameMatching("org\\.sequitur\\.reference\\.(Reference|ReferenceScope|ReferenceSequence)(\\$.*)?")
            .or()
            .haveNameMatching("org\\.sequitur\\.series\\.(ReferenceSeries|SeriesFormat|SeriesHead|IssuedRecord"
                    + "|ProvisionalReference|Numbering|ChainReplay)(\\$.*)?")
            .or()
            .haveNameMatching(
                    "org\\.sequitur\\.statement\\.(StatementFile|StatementText|StatementLine|TransactionType|AmountText|DayText"
                            + "|OfxStatement|OfxTags|OfxXml|QifStatement|CsvStatement|CsvColumns|UnreadableStatement)(\\$.*)?")
            .or()
            .haveNameMatching("org\\.sequitur\\.suggestion\\.(LineText|Reason|SuggestedFor)(\\$.*)?")
            .or()
            .resideInAPackage("org.sequitur.money..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "jakarta..",
                    "org.springframework..",
                    "org.postgresql..",
                    "tools.jackson..");

    @ArchTest
    static final ArchRule ONLY_THE_STORE_KNOWS_THE_DRIVER_AND_THE_POOL = noClasses()
            .that()
            .resideOutsideOfPackage("org.sequitur.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.postgresql..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule ONLY_THE_KERNEL_KNOWS_JSON_AND_SERVLETS = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.sequitur.wire..",
                    "org.sequitur.idempotency..",
                    "org.sequitur.cli..",
                    "org.sequitur.server..",
                    "org.sequitur.bench..",
                    "org.sequitur.archive..",
                    "org.sequitur.freeagent..",
                    "org.sequitur.signin..",
                    "org.sequitur.oauth..",
                    "org.sequitur.monitoring..",
                    "org.sequitur.backup..",
                    "org.sequitur.limit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule ONLY_MONITORING_KNOWS_PROMETHEUS = noClasses()
            .that()
            .resideOutsideOfPackage("org.sequitur.monitoring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.prometheus..", "io.micrometer..");

    @ArchTest
    static final ArchRule FIGURES_ARE_OF_THE_JDK_ALONE = classes()
            .that()
            .resideInAPackage("org.sequitur.metric..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.slf4j..", "org.jspecify..", "org.sequitur.metric..");

    @ArchTest
    static final ArchRule NAMES_ARE_NOUNS_OF_THE_DOMAIN = classes()
            .should()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl");
}
