package org.sequitur.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.ChangeLog;
import org.sequitur.wire.Renderer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Puts {@link KeyedPosts} in charge of invoking routes, and hands routes their {@link IdempotentCall}. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration implements WebMvcConfigurer {

    @Bean
    static WebMvcRegistrations keyedPosts(
            Renderer renderer,
            JdbcOperations jdbc,
            PlatformTransactionManager transactions,
            RecordClock clock,
            ChangeLog changes) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new KeyedPosts(renderer, jdbc, transactions, clock, changes);
            }
        };
    }

    @Bean(destroyMethod = "close")
    static ExpiredAnswers expiredAnswers(HouseConnections house, RecordClock clock) {
        return new ExpiredAnswers(house, clock);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallArgument());
    }

    private static final class CallArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == IdempotentCall.class;
        }

        @Override
        public @Nullable Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binderFactory) {
            HttpServletRequest original = request.getNativeRequest(HttpServletRequest.class);
            return original == null ? null : original.getAttribute(KeyedPosts.CALL);
        }
    }
}
