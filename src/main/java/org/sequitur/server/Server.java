package org.sequitur.server;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.Companies;
import org.sequitur.log.LogSettings;
import org.sequitur.person.Invitations;
import org.sequitur.person.People;
import org.sequitur.person.Setup;
import org.sequitur.store.Database;
import org.sequitur.token.AccessTokens;
import org.sequitur.wire.BaseUrl;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A running web server. */
public final class Server implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Server(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts to serve; returns once requests are answered.
     *
     * @param port 0 for any that is free
     * @param baseUrl what URLs are built from; null for {@code http://localhost} and the port
     * @param settings further settings by name, as in docs/reference/settings.md
     */
    public static Server start(
            Database database, InetAddress bind, int port, @Nullable String baseUrl, Map<String, Object> settings) {
        return start(database, bind, port, baseUrl, settings, Clock.systemUTC());
    }

    /**
     * As above, at a time that is told.
     *
     * @param additions beans that are served along, or instead of others when they are primary, for a server that is not for users
     */
    public static Server start(
            Database database,
            InetAddress bind,
            int port,
            @Nullable String baseUrl,
            Map<String, Object> settings,
            Clock clock,
            Class<?>... additions) {
        SpringApplication application = new SpringApplication(ServerConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        application.addListeners(new LogSettings());
        application.addInitializers(context -> {
            Map<String, Object> properties = new HashMap<>(settings);
            properties.put("server.port", port);
            properties.put("server.address", bind.getHostAddress());
            properties.put("sequitur.base-url", Objects.requireNonNullElse(baseUrl, ""));
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("command line", properties));
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(Database.class, () -> database, definition -> definition.setDestroyMethodName(""));
            beans.registerBean(Clock.class, () -> clock);
            new AnnotatedBeanDefinitionReader(beans).register(additions);
        });
        // Otherwise a variable DEBUG that was meant for another program would have libraries log what clients send.
        Server server = new Server(application.run("--debug=false", "--trace=false"));
        if (baseUrl == null) {
            server.baseUrl().set(scheme(settings) + "://localhost:" + server.port());
        }
        return server;
    }

    private static String scheme(Map<String, Object> settings) {
        return settings.containsKey("server.ssl.bundle") ? "https" : "http";
    }

    public int port() {
        return Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    public BaseUrl baseUrl() {
        return context.getBean(BaseUrl.class);
    }

    public Companies companies() {
        return context.getBean(Companies.class);
    }

    public AccessTokens accessTokens() {
        return context.getBean(AccessTokens.class);
    }

    public People people() {
        return context.getBean(People.class);
    }

    public Setup setup() {
        return context.getBean(Setup.class);
    }

    public Invitations invitations() {
        return context.getBean(Invitations.class);
    }

    public FirstStart firstStart() {
        return context.getBean(FirstStart.class);
    }

    /** What is served, for the test that holds it against its description. */
    RequestMappingHandlerMapping routes() {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    /** How long {@link #drain} takes. */
    public Duration timeToDrain() {
        return context.getBean(Drain.class).time();
    }

    /** Lets whoever watches {@code /health} know that the server is about to stop, and serves on for the time that is set for it. */
    public void drain() throws InterruptedException {
        context.getBean(Drain.class).run();
    }

    /** Accepts nothing more, finishes what is in flight (bounded) and stops; the database stays as it is. */
    @Override
    public void close() {
        context.close();
    }
}
