package dev.rayport.backend.kubernetes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests against a real API server and KubeRay's operator ({@code ./rayport testbed up}); they are
 * skipped, with the reason, where there is none.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("kubernetes")
@ExtendWith(TestBedPresence.class)
public @interface OnTestBed {}
