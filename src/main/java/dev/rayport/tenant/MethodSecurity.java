package dev.rayport.tenant;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

/** Makes the annotations on service methods count. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class MethodSecurity {

  @Bean
  static RoleHierarchy roles() {
    return RoleHierarchyImpl.withDefaultRolePrefix()
        .role(Role.ADMINISTRATOR.name())
        .implies(Role.LEAD.name())
        .role(Role.LEAD.name())
        .implies(Role.RESEARCHER.name())
        .role(Role.RESEARCHER.name())
        .implies(Role.VIEWER.name())
        .build();
  }

  @Bean
  static AuthorizationEventPublisher tellOfDenials(ApplicationEventPublisher events) {
    return new SpringAuthorizationEventPublisher(events);
  }
}
