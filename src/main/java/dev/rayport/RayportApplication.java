package dev.rayport;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the portal. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RayportApplication {

  public static void main(String[] args) {
    SpringApplication.run(RayportApplication.class, args);
  }
}
