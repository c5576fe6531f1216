package org.sequitur.wire;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the kernel under every route. */
@Configuration(proxyBeanMethods = false)
class WireConfiguration implements WebMvcConfigurer {

    private final WireArguments arguments;
    private final WireAnswers answers;

    WireConfiguration(BaseUrl baseUrl, Renderer renderer, ApiVersions versions) {
        arguments = new WireArguments(baseUrl, versions);
        answers = new WireAnswers(renderer, baseUrl);
    }

    @Bean
    static Renderer renderer(BaseUrl baseUrl) {
        return new Renderer(baseUrl);
    }

    @Bean
    static FilterRegistrationBean<WireFilter> wireFilter(
            Authenticator authenticator, Admission admission, Renderer renderer) {
        FilterRegistrationBean<WireFilter> registration =
                new FilterRegistrationBean<>(new WireFilter(authenticator, admission, renderer));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Nothing asks for the request behind the kernel's back. */
    @Bean
    static FilterRegistrationBean<RequestContextFilter> noRequestContext() {
        FilterRegistrationBean<RequestContextFilter> registration =
                new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverErrors(Renderer renderer) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ServerErrors(renderer)));
    }

    @Bean
    static ServedRequests servedRequests(@Value("${sequitur.access-log:false}") boolean isLogged) {
        return new ServedRequests(isLogged ? new AccessLines() : null);
    }

    @Bean
    static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> countedRequests(ServedRequests requests) {
        return tomcat -> tomcat.addEngineValves(requests);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(arguments);
    }

    @Override
    public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(answers);
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst(answers);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RouteChecks());
    }
}
