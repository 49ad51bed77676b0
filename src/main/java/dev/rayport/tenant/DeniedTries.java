package dev.rayport.tenant;

import dev.rayport.base.Refusal;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Set;
import org.aopalliance.intercept.MethodInvocation;
import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.annotation.AfterThrowing;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Writes down what signed-in users tried and may not do, whichever way they came. */
@Aspect
@Component
class DeniedTries {

  private static final Set<String> NAMES = Set.of("id", "idOrName", "name");
  private final AuditTrail audit;

  DeniedTries(AuditTrail audit) {
    this.audit = audit;
  }

  /** Their role does not open the service method. */
  @EventListener
  void byRole(AuthorizationDeniedEvent<?> event) {
    if (event.getObject() instanceof MethodInvocation call) {
      write(event.getAuthentication().get(), call.getMethod(), call.getArguments());
    }
  }

  /** The service method is open to their role, but not for this object. */
  @AfterThrowing(pointcut = "@within(org.springframework.stereotype.Service)", throwing = "refusal")
  void byService(JoinPoint call, Refusal refusal) {
    if (refusal.kind() == Refusal.Kind.FORBIDDEN) {
      Method method = ((MethodSignature) call.getSignature()).getMethod();
      write(SecurityContextHolder.getContext().getAuthentication(), method, call.getArgs());
    }
  }

  private void write(@Nullable Authentication authentication, Method method, Object[] arguments) {
    if (authentication != null
        && authentication.getPrincipal() instanceof CurrentUser.Holder holder) {
      String action = method.getDeclaringClass().getSimpleName() + '.' + method.getName();
      audit.denied(holder, authentication.getName(), action, object(method, arguments));
    }
  }

  /** Only what names an object: other arguments may hold passwords. */
  private static String object(Method method, Object[] arguments) {
    if (arguments.length == 0) {
      return "";
    }
    Parameter first = method.getParameters()[0];
    boolean names =
        first.getType().getSimpleName().endsWith("Id") || NAMES.contains(first.getName());
    return names ? String.valueOf(arguments[0]) : "";
  }
}
