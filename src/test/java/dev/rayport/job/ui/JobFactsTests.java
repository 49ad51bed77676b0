package dev.rayport.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Span;
import org.junit.jupiter.api.Test;

class JobFactsTests {

  @Test
  void aCommandBreaksBetweenItsWordsOnly() {
    Span command = JobFacts.command("python main.py --split val \\\n  --k 20");

    assertThat(command.getElement().getTextRecursively())
        .isEqualTo("python main.py --split val \\\n  --k 20");
    assertThat(command.getElement().getChildren().filter(child -> !child.isTextNode()))
        .extracting(word -> word.getText())
        .containsExactly("python", "main.py", "--split", "val", "\\", "--k", "20");
  }

  @Test
  void aLongCommandIsCutAndWholeInItsTitle() {
    String entrypoint = "python main.py " + "--option=value ".repeat(150);

    Span command = JobFacts.command(entrypoint);

    assertThat(command.getElement().getTextRecursively()).hasSizeLessThan(350).endsWith("…");
    assertThat(command.getElement().getAttribute("title")).isEqualTo(entrypoint);
  }
}
