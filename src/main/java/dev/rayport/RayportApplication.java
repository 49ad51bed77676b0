package dev.rayport;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the portal. */
@SpringBootApplication
public class RayportApplication {

  public static void main(String[] args) {
    SpringApplication.run(RayportApplication.class, args);
  }
}
