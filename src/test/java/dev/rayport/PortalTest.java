package dev.rayport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** The whole portal with clusters in memory; one context for all tests that carry it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@AutoConfigureMockMvc
@SpringBootTest(
    properties = {
      "rayport.backend=fake",
      "rayport.home=" + PortalTest.HOME,
      "spring.datasource.url=jdbc:h2:mem:portal;MODE=MySQL;DB_CLOSE_DELAY=-1",
      "rayport.cluster.look=200ms"
    })
public @interface PortalTest {
  String HOME = "target/test-home/portal";
}
