package dev.rayport.tenant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.web.client.RestClientException;

/** Changes the code that a browser brings back into tokens. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnProvider.class)
class ProviderCodes {

  @Bean
  static OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes(
      ProviderHttp http) {
    RestClientAuthorizationCodeTokenResponseClient client =
        new RestClientAuthorizationCodeTokenResponseClient();
    client.setRestClient(ProviderReader.tokens(http));
    return request -> {
      try {
        return client.getTokenResponse(request);
      } catch (RestClientException e) {
        throw new OAuth2AuthorizationException(new OAuth2Error(ProviderSignIn.SILENT), e);
      }
    };
  }
}
