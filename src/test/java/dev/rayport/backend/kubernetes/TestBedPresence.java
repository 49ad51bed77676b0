package dev.rayport.backend.kubernetes;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips whole classes, so that nothing of them is set up, such as a portal on Kubernetes. */
final class TestBedPresence implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return TestBed.absence()
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> enabled("there is a test bed"));
  }
}
