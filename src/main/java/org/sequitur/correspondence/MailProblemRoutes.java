package org.sequitur.correspondence;

import java.util.List;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /sequitur/v1/mail_problems}: where a user sees what keeps mails from leaving by themselves. */
@Controller
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class MailProblemRoutes {

    private final MailProblems problems;

    MailProblemRoutes(MailProblems problems) {
        this.problems = problems;
    }

    @GetMapping("/sequitur/v1/mail_problems")
    Answer list(Caller caller, ListQuery query) {
        List<MailProblem> page = problems.page(caller.companyId(), query);
        return Answer.list(
                query,
                problems.count(caller.companyId()),
                out -> out.list("mail_problems", "mail_problem", page, (each, problem) -> problem.write(each)));
    }
}
