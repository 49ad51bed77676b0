package dev.rayport.cluster.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.rayport.base.YamlReader;
import dev.rayport.base.ui.Icon;
import java.nio.charset.StandardCharsets;

/** A document that is pasted, or dropped as a file. */
class YamlInput extends Div {

  private final TextArea text = new TextArea("YAML of a RayCluster, RayJob or RayService");

  YamlInput(Runnable onChange) {
    addClassNames("col", "g2", "yamlin");
    text.addClassName("monoin");
    text.setWidthFull();
    text.setMinRows(10);
    text.setMaxRows(18);
    text.setManualValidation(true);
    text.setPlaceholder("apiVersion: ray.io/v1\nkind: RayCluster\n…");
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.setValueChangeTimeout(400);
    text.addValueChangeListener(change -> onChange.run());
    text.setAutofocus(true);
    Upload file =
        new Upload(
            UploadHandler.inMemory(
                (about, bytes) -> text.setValue(new String(bytes, StandardCharsets.UTF_8))));
    file.setMaxFiles(1);
    file.setMaxFileSize(YamlReader.MAX_BYTES);
    file.setAcceptedFileExtensions(".yaml", ".yml", ".json");
    Button choose = new Button("Choose a file…", Icon.of("upload"));
    file.setUploadButton(choose);
    file.setDropLabel(new Span("or drop it here"));
    file.addAllFinishedListener(event -> file.clearFileList());
    file.addFileRejectedListener(event -> {
      text.setErrorMessage(
          "A file of text with at most %d KiB.".formatted(YamlReader.MAX_BYTES / 1024));
      text.setInvalid(true);
    });
    add(text, file);
  }

  String value() {
    return text.getValue();
  }

  /** Nothing is wrong with it any more. */
  void clear() {
    text.setInvalid(false);
  }
}
