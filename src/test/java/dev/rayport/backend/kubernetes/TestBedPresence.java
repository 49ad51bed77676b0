package dev.rayport.backend.kubernetes;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Skips tests one by one and not by class, so that the count of what was skipped is honest. */
final class TestBedPresence implements ExecutionCondition, InvocationInterceptor {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return TestBed.absence()
        .filter(reason -> context.getTestMethod().isPresent())
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> enabled("there is a test bed"));
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    onlyWithBed(invocation);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    onlyWithBed(invocation);
  }

  private static void onlyWithBed(Invocation<Void> invocation) throws Throwable {
    if (TestBed.absence().isEmpty()) {
      invocation.proceed();
    } else {
      invocation.skip();
    }
  }
}
