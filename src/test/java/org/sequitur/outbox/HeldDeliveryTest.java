package org.sequitur.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sequitur.ServerProcess.awaitThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.outbox.ScriptedMailServer.Taken;

/** Mails of a company that is held stay in the outbox, in nobody's way. */
class HeldDeliveryTest extends DeliveringCase {

    private static final Map<String, Object> ONE_SENDER = Map.of("sequitur.mail.senders", 1);

    private static List<String> recipients(ScriptedMailServer server) {
        return server.taken().stream()
                .map(Taken::recipients)
                .flatMap(List::stream)
                .map(recipient -> recipient.replaceAll("[<>]", ""))
                .toList();
    }

    @Test
    void moreThanAreTakenAtATimeWaitBehindNobodyAndGoOnceTheCompanyIsReleased() throws Exception {
        TestCompany other = data.newCompany();
        try (ScriptedMailServer server = new ScriptedMailServer(command -> null)) {
            data.hold(company);
            for (int i = 0; i < 20; i++) {
                mails.write("held" + i + "@example.com");
            }
            WrittenMails others = new WrittenMails(data.dataSource(), other.id(), clock.instant());
            deliver(server.port(), ONE_SENDER);
            for (int i = 0; i < 2; i++) {
                long id = others.write("other" + i + "@example.com");
                awaitThat("another's is sent", () -> others.state(id).equals("sent"));
            }
            assertThat(recipients(server)).containsExactly("other0@example.com", "other1@example.com");
            assertThat(jdbc().sql("SELECT DISTINCT state || ' ' || attempts FROM outgoing_mail WHERE company_id = ?")
                            .param(company.id())
                            .query(String.class)
                            .list())
                    .containsExactly("waiting 0");
            data.release(company);
            awaitThat("they are sent", () -> server.taken().size() == 22);
        } finally {
            releaseIfHeld();
        }
    }

    @Test
    void whatWasTakenAndNotBegunStaysAndIsDueWhenTheCompanyIsReleased() throws Exception {
        CountDownLatch isAmidTheFirst = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ScriptedMailServer server = new ScriptedMailServer(command -> {
            if (command.equals(".")) {
                isAmidTheFirst.countDown();
                goOn.await();
            }
            return null;
        })) {
            long mira = mails.write("mira@example.com");
            long jo = mails.write("jo@example.com");
            deliver(server.port(), ONE_SENDER);
            isAmidTheFirst.await();
            data.hold(company);
            String first = recipients(server).getFirst();
            boolean isMira = first.startsWith("mira");
            long other = isMira ? jo : mira;
            assertThat(mails.row(other).get("claim")).as("it was taken").isNotNull();
            goOn.countDown();
            awaitState(isMira ? mira : jo, "sent");
            awaitThat("the other one is given back", () -> mails.row(other).get("claim") == null);
            assertThat(mails.row(other)).containsEntry("state", "waiting").containsEntry("attempts", 0);
            assertThat(recipients(server)).containsExactly(first);
            data.release(company);
            awaitState(other, "sent");
        } finally {
            goOn.countDown();
            releaseIfHeld();
        }
    }

    private void releaseIfHeld() {
        jdbc().sql("UPDATE company SET held_since = NULL").update();
    }
}
