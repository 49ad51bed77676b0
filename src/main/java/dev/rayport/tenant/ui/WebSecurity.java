package dev.rayport.tenant.ui;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import dev.rayport.tenant.ActiveSessions;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What browsers meet: sign-in by form, views closed by default, everything else denied. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class WebSecurity {

  private static final String SIGN_IN = "/login";

  @Bean
  SecurityFilterChain browsers(
      HttpSecurity http,
      RememberMe rememberMe,
      ActiveSessions sessions,
      OpenTabs tabs,
      SignedOut signedOut,
      ObjectProvider<ProviderLogin> provider)
      throws Exception {
    http.authorizeHttpRequests(
        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll());
    http.with(
        VaadinSecurityConfigurer.vaadin(),
        vaadin ->
            vaadin
                .loginView(SIGN_IN)
                .logoutSuccessHandler(signedOut)
                .anyRequest(AuthorizedUrl::authenticated));
    provider.ifAvailable(offered -> offered.offer(http, SIGN_IN));
    http.formLogin(form -> form.failureHandler(failed()));
    http.rememberMe(keep -> keep.rememberMeServices(rememberMe).key(RememberMe.KEY));
    http.addFilterAfter(new ActiveSession(sessions, tabs), SecurityContextHolderFilter.class);
    http.headers(this::harden);
    return http.build();
  }

  private void harden(HeadersConfigurer<HttpSecurity> headers) {
    // Pages come through a forward, after which it is too late to add headers.
    headers.addObjectPostProcessor(
        new ObjectPostProcessor<HeaderWriterFilter>() {
          @Override
          public <T extends HeaderWriterFilter> T postProcess(T filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
          }
        });
    headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable);
    headers.contentSecurityPolicy(csp -> csp.policyDirectives(ContentPolicy.FOR_FILES));
    headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN));
    headers.permissionsPolicyHeader(permissions ->
        permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
    headers.crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
    headers.crossOriginResourcePolicy(
        resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
  }

  private static AuthenticationFailureHandler failed() {
    return (request, response, failure) ->
        response.sendRedirect(
            request.getContextPath()
                + SIGN_IN
                + (failure instanceof LockedException ? "?locked" : "?error"));
  }
}
