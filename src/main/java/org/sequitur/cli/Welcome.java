package org.sequitur.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
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

    void greet(@Nullable TokenSecret chosen) {
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
        out.println();
    }
}
