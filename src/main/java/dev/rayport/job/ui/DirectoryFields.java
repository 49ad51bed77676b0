package dev.rayport.job.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.rayport.base.ui.Segments;
import dev.rayport.job.PackageService;
import dev.rayport.job.StoredPackage;
import java.util.List;
import java.util.Map;

/** Where the job's files come from: an upload, a URI, or nowhere. */
class DirectoryFields extends FormSection implements BodyPart {

  /** What a draft holds beside the body of a job. */
  static final String PACKAGE_NAME = "packageName";

  static final String UNSENT = "unsent";
  private static final String SOURCE = "source";

  private final Segments<Source> source;
  private final UploadField upload;
  private final TextField uri = new TextField("URI of an archive");
  private final Span none = new Span("The command runs in an empty directory.");
  private transient Runnable whenSent = () -> {};

  /** The choices. */
  enum Source {
    UPLOAD,
    URI,
    NONE
  }

  DirectoryFields(PackageService packages, Runnable changed) {
    this(
        packages,
        changed,
        new Segments<>(
            "Where the working directory comes from",
            List.of(
                new Segments.Option<>(Source.UPLOAD, "Upload"),
                new Segments.Option<>(Source.URI, "URI"),
                new Segments.Option<>(Source.NONE, "None"))));
  }

  private DirectoryFields(PackageService packages, Runnable changed, Segments<Source> source) {
    super("Working directory", source.small());
    this.source = source;
    upload = new UploadField(packages);
    upload.onChange(content -> uploaded(content, changed));
    uri.setPlaceholder("s3://bucket/code.zip");
    uri.setHelperText("https, s3, gs or azure; the cluster fetches it itself.");
    uri.addClassName("monoin");
    uri.setWidthFull();
    uri.setValueChangeMode(ValueChangeMode.LAZY);
    uri.addValueChangeListener(change -> changed.run());
    none.addClassNames("sec", "s");
    source.onChange(chosen -> {
      fold();
      changed.run();
    });
    add(new Div(upload), uri, none);
    fold();
  }

  private void uploaded(UploadField.Content content, Runnable changed) {
    if (content.hash().isPresent()) {
      Runnable next = whenSent;
      whenSent = () -> {};
      changed.run();
      next.run();
    } else if (!content.underWay()) {
      whenSent = () -> {};
      changed.run();
    }
  }

  private void fold() {
    upload.getParent().orElseThrow().setVisible(source.value() == Source.UPLOAD);
    uri.setVisible(source.value() == Source.URI);
    none.setVisible(source.value() == Source.NONE);
  }

  /** A folder was read or is being sent: it must be stored before the job can be submitted. */
  boolean waits() {
    return source.value() == Source.UPLOAD
        && (upload.content().waits() || upload.content().underWay());
  }

  /** Sends what was read, then goes on. */
  void sendThen(Runnable next) {
    whenSent = next;
    if (upload.content().waits()) {
      upload.send();
    }
  }

  /** Shows files that the portal has already. */
  void show(String name, StoredPackage stored, boolean again) {
    source.setValue(Source.UPLOAD);
    upload.show(name, stored, again);
    fold();
  }

  @Override
  public void show(Map<String, Object> body) {
    String given = BodyPart.text(BodyPart.env(body).get("working_dir"));
    uri.setValue(given);
    if (!given.isEmpty()) {
      source.setValue(Source.URI);
    } else {
      source.setValue(Source.NONE.name().equals(body.get(SOURCE)) ? Source.NONE : Source.UPLOAD);
      if (body.get("package") == null) {
        upload.clear();
      }
    }
    fold();
  }

  @Override
  public void put(Map<String, Object> body, Map<String, Object> env) {
    if (source.value() == Source.UPLOAD) {
      upload.content().hash().ifPresent(hash -> body.put("package", hash));
    } else if (source.value() == Source.URI && !uri.isEmpty()) {
      env.put("working_dir", uri.getValue().strip());
    }
  }

  @Override
  public void putTyped(Map<String, Object> body, Map<String, Object> env) {
    put(body, env);
    body.put(SOURCE, source.value().name());
    if (waits()) {
      body.put(UNSENT, upload.content().name());
    } else if (source.value() == Source.UPLOAD) {
      body.put(PACKAGE_NAME, upload.content().name());
    }
  }

  @Override
  public Map<String, HasValidation> fields() {
    return Map.of("runtimeEnv.working_dir", uri);
  }
}
