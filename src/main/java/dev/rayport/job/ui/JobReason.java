package dev.rayport.job.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Tone;
import dev.rayport.job.JobDetails;
import dev.rayport.job.JobState;
import dev.rayport.job.JobSummary;

/** Why a job waits, failed or is lost; below it, folded, Ray's own words in full. */
class JobReason extends Div {

  private final Div sign = new Div();
  private final Span sentence = new Span();
  private final Pre words = new Pre();
  private final Details details = new Details("What Ray says", words);

  JobReason() {
    addClassName("banner");
    getElement().setAttribute("role", "status");
    Div text = new Div(sentence, details);
    text.addClassName("txtcol");
    words.addClassName("code");
    words.getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "Message of Ray");
    add(sign, text);
  }

  void show(JobDetails job) {
    JobSummary summary = job.summary();
    boolean worth = summary.state() != JobState.SUCCEEDED && !summary.reason().isEmpty();
    setVisible(worth);
    if (!worth) {
      return;
    }
    JobLook look = JobLook.of(summary);
    for (Tone tone : Tone.values()) {
      setClassName(tone.css(), tone == look.tone());
    }
    Icon icon = Icon.of(look.icon());
    icon.addClassName(look.tone().css());
    sign.removeAll();
    sign.add(icon);
    sentence.setText(summary.reason());
    String message = job.message().orElse("");
    details.setVisible(!message.isBlank() && !message.equals(summary.reason()));
    words.setText(message);
  }
}
