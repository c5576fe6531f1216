package org.sequitur.server;

import java.time.Duration;
import javax.sql.DataSource;
import org.sequitur.store.Database;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.ReplicatedTransactions;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.BelievedProxies;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything below {@code org.sequitur}, over the {@link Database} and at the time that the {@link Server} brings along. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
@ComponentScan("org.sequitur")
class ServerConfiguration {

    @Bean
    Drain drain(@Value("${sequitur.drain:0s}") Duration time) {
        return new Drain(time);
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> stopping(Drain drain) {
        return tomcat -> tomcat.addEngineValves(new StoppingValve(drain));
    }

    /** Who is before the server says for whom: its headers are believed, and nobody else's. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> proxies(
            @Value("${sequitur.proxies:}") String networks) {
        return tomcat -> {
            if (!networks.isBlank()) {
                tomcat.addEngineValves(new BelievedProxies(networks));
            }
        };
    }

    @Bean
    BaseUrl baseUrl(@Value("${sequitur.base-url:}") String told) {
        BaseUrl baseUrl = new BaseUrl();
        // Before the first request is let in. What depends on the port is said once there is one.
        baseUrl.set(told);
        return baseUrl;
    }

    /** What routes work on: nobody gets past the company that is at work. */
    @Bean(destroyMethod = "")
    DataSource dataSource(Database database) {
        return database.companyPool();
    }

    @Bean
    HouseConnections houseConnections(Database database) {
        return new HouseConnections(database.pool());
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource) {
        return new JdbcTemplate(dataSource);
    }

    @Bean
    JdbcClient jdbcClient(JdbcOperations jdbc) {
        return JdbcClient.create(jdbc);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new ReplicatedTransactions(dataSource);
    }

    @Bean
    TransactionOperations transactions(PlatformTransactionManager transactionManager) {
        return new TransactionTemplate(transactionManager);
    }
}
