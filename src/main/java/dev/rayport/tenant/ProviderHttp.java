package dev.rayport.tenant;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;

/** Calls to the identity provider: short waits, since a person waits behind each. */
@Component
@Conditional(OnProvider.class)
class ProviderHttp extends JdkClientHttpRequestFactory {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(4);

  ProviderHttp() {
    super(HttpClient.newBuilder().connectTimeout(CONNECT).build());
    setReadTimeout(ANSWER);
  }
}
