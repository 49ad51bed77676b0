package dev.rayport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactories;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * The tests of the class above once more, on an empty database of a private MariaDB server. Classes
 * with the same context share it, as they do on H2; without MariaDB they are skipped.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnMariaDb.IsThere.class)
@ContextCustomizerFactories(OnMariaDb.Factory.class)
public @interface OnMariaDb {

  /** Skips with the reason. */
  class IsThere implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return MariaDbServer.isInstalled()
          ? ConditionEvaluationResult.enabled("MariaDB is installed")
          : ConditionEvaluationResult.disabled(
              "MariaDB is not installed (mariadbd and mariadb-install-db)");
    }
  }

  /** Made by Spring for each class. */
  class Factory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
        Class<?> test, List<ContextConfigurationAttributes> attributes) {
      return new EmptyDatabase();
    }
  }

  /** One for each context; all are equal, so that equal contexts stay equal. */
  record EmptyDatabase() implements ContextCustomizer {

    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      MariaDbServer server = MariaDbServer.running();
      TestPropertyValues.of(
              "rayport.home=" + server.emptyHome(),
              "spring.datasource.url=" + server.emptyDatabase(),
              "spring.datasource.username=" + MariaDbServer.USER,
              "spring.datasource.password=" + server.password())
          .applyTo(context);
    }
  }
}
