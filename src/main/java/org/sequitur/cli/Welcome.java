package org.sequitur.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.sequitur.person.Setup;
import org.sequitur.person.TooBusyException;
import org.sequitur.server.FirstStart;
import org.sequitur.server.Server;
import org.sequitur.token.TokenSecret;

/** What a start tells the user: where the server is and, once, how to get in. */
final class Welcome {

    private final Server server;
    private final PrintWriter out;

    Welcome(Server server, PrintWriter out) {
        this.server = server;
        this.out = out;
    }

    /** @param owner who becomes the owner if nobody has a password yet; null to print a link with which somebody does */
    void greet(@Nullable TokenSecret chosen, Setup.@Nullable Owner owner) {
        String base = server.baseUrl().of("/v2");
        out.println();
        out.println("  Base URL   " + base);
        FirstStart.Entrance entrance = server.firstStart().enter(chosen).orElse(null);
        if (entrance == null) {
            out.println("  Token      made at the first start; ./sequitur token create makes another");
        } else {
            String token = chosen == null ? entrance.secret().text() : "$SEQUITUR_TOKEN";
            out.println("  Token      "
                    + (chosen == null ? token + "   (shown only this once)" : "the one in SEQUITUR_TOKEN"));
            out.println();
            out.println("  Create an invoice:");
            out.println();
            out.println("    curl " + base + "/invoices \\");
            out.println("      -H \"Authorization: Bearer " + token + "\" -H 'Content-Type: application/json' \\");
            out.println("      -d '{\"contact\":\"" + server.baseUrl().of("contacts", entrance.contactId())
                    + "\",\"dated_on\":\"" + entrance.today() + "\",\"payment_terms_in_days\":30,");
            out.println("           \"invoice_items\":[{\"description\":\"First work\",\"item_type\":\"Hours\","
                    + "\"quantity\":2,\"price\":50}]}'");
        }
        tellOfSetup(owner);
        out.println();
    }

    private void tellOfSetup(Setup.@Nullable Owner owner) {
        Setup setup = server.setup();
        if (!setup.isNeeded()) {
            return;
        }
        out.println();
        if (owner != null && isSignedUp(setup, owner)) {
            out.println("  Sign in    " + server.baseUrl().of("/sign_in") + " as " + owner.email());
        } else {
            out.println("  Set up     " + server.baseUrl().of("/setup?key=" + setup.newSecret()));
            out.println(
                    "             names the company and its owner, who can then sign in to pages; works once, for 7 days");
        }
    }

    /** A server that is being stopped leaves it to its next start. */
    private static boolean isSignedUp(Setup setup, Setup.Owner owner) {
        try {
            return setup.complete(null, owner);
        } catch (TooBusyException e) {
            return false;
        }
    }
}
