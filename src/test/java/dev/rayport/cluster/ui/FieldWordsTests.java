package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldWordsTests {

  @Test
  void fieldsOfTheSpecHaveWordsAndOthersTheirPath() {
    assertThat(FieldWords.of("workerGroups.small.max")).isEqualTo("Group small: most workers");
    assertThat(FieldWords.of("head.cpus")).isEqualTo("Head: CPUs");
    assertThat(FieldWords.of("env.HF_HOME")).isEqualTo("Variable HF_HOME");
    assertThat(FieldWords.of("spec.upgradeStrategy")).isEqualTo("spec.upgradeStrategy");
  }

  @Test
  void aChangeOfWhatIsNotShownIsCalledOne() {
    assertThat(FieldWords.change("1", "2")).isEqualTo("1 → 2");
    assertThat(FieldWords.change("", "2")).isEqualTo("none → 2");
    assertThat(FieldWords.change("(hidden)", "(hidden)")).isEqualTo("another value");
  }
}
