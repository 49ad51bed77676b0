package dev.rayport;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

  @Test
  void roomsUseEachOtherOnlyAsThePictureSays() {
    ApplicationModules.of(RayportApplication.class).verify();
  }
}
