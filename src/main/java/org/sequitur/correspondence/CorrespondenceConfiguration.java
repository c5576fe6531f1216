package org.sequitur.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.HouseConnections;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what mails leave by. */
@Configuration(proxyBeanMethods = false)
class CorrespondenceConfiguration {

    @Bean(destroyMethod = "close")
    MailRounds mailRounds(
            HouseConnections house,
            RegisterTransactions registers,
            MailProblems problems,
            List<AutomaticMail> mails,
            Clock clock,
            @Value("${sequitur.mail-rounds:1m}") Duration between) {
        return new MailRounds(house, registers, problems, mails, clock, between);
    }
}
