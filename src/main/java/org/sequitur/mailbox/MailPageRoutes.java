package org.sequitur.mailbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sequitur.person.Membership;
import org.sequitur.person.People;
import org.sequitur.signin.Redirects;
import org.sequitur.signin.SignedIn;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.store.Selection;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Change;
import org.sequitur.wire.ChangeLog;
import org.sequitur.wire.Page;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * {@code /account/mails}: the mails of a person's companies, one company at a time; of those only in which their user may see
 * invoices. What is another company's is answered like what does not exist; a list that is asked for it is the one of the first company.
 */
@Controller
@Page
class MailPageRoutes {

    private static final String MAILS = "/account/mails";
    private static final String ONE = MAILS + "/mail";
    private static final int AT_A_TIME = 50;
    private static final int LAST_PAGE = 1_000_000;

    private final Mails mails;
    private final People people;
    private final ChangeLog log;
    private final TransactionOperations transactions;

    MailPageRoutes(Mails mails, People people, ChangeLog log, TransactionOperations transactions) {
        this.mails = mails;
        this.people = people;
        this.log = log;
        this.transactions = transactions;
    }

    @GetMapping(MAILS)
    ModelAndView list(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "0") long company,
            @RequestParam(defaultValue = "1") int page) {
        List<Membership> companies = companies(person);
        Optional<Membership> shown =
                find(companies, company).or(() -> companies.stream().findFirst());
        int number = Math.clamp(page, 1, LAST_PAGE);
        List<KeptMail> found = shown.map(membership -> CompanyAtWork.call(
                        membership.companyId(),
                        () -> mails.list(
                                new Selection("company_id = ?", membership.companyId()),
                                AT_A_TIME + 1,
                                (number - 1L) * AT_A_TIME)))
                .orElse(List.of());
        boolean isHeld = shown.map(membership ->
                        CompanyAtWork.call(membership.companyId(), () -> mails.areHeld(membership.companyId())))
                .orElse(false);
        return new ModelAndView(
                "mails",
                Map.of(
                        "companies",
                        companies,
                        "company",
                        shown.map(Membership::companyId).orElse(0L),
                        "mails",
                        found.stream().limit(AT_A_TIME).toList(),
                        "isHeld",
                        isHeld,
                        "page",
                        number,
                        "hasOlder",
                        found.size() > AT_A_TIME));
    }

    @GetMapping(ONE)
    ModelAndView show(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "0") long company,
            @RequestParam(defaultValue = "0") long id) {
        Membership membership = one(companies(person), company);
        KeptMail mail = CompanyAtWork.call(company, () -> mails.get(company, id));
        return new ModelAndView("mail", Map.of("company", membership, "mail", mail));
    }

    @PostMapping(MAILS + "/retry")
    ModelAndView retry(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "0") long company,
            @RequestParam(defaultValue = "0") long id) {
        return changed(person, company, id, "retry");
    }

    @PostMapping(MAILS + "/cancel")
    ModelAndView cancel(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "0") long company,
            @RequestParam(defaultValue = "0") long id) {
        return changed(person, company, id, "cancel");
    }

    /** What cannot be done any more is not done; the page that comes next says how the mail stands. */
    private ModelAndView changed(SignedIn person, long company, long id, String action) {
        Membership membership = one(companies(person), company);
        Caller caller = new Caller(company, membership.userId(), membership.level(), 0, "");
        CompanyAtWork.call(company, () -> {
            mails.get(company, id);
            try {
                transactions.executeWithoutResult(status -> {
                    if (action.equals("retry")) {
                        mails.retry(company, id);
                    } else {
                        mails.cancel(company, id);
                    }
                    log.add(new Change(caller, action, "mails", id, ""));
                });
                return true;
            } catch (WireException refusal) {
                return false;
            }
        });
        return Redirects.to(ONE + "?company=" + company + "&id=" + id);
    }

    private List<Membership> companies(SignedIn person) {
        return people.memberships(person.personId()).stream()
                .filter(membership -> membership.level().includes(PermissionLevel.INVOICES_ESTIMATES_AND_FILES))
                .toList();
    }

    private static Membership one(List<Membership> companies, long id) {
        return find(companies, id).orElseThrow(WireException::notFound);
    }

    private static Optional<Membership> find(List<Membership> companies, long id) {
        return companies.stream()
                .filter(membership -> membership.companyId() == id)
                .findFirst();
    }
}
