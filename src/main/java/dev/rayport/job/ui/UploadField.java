package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import dev.rayport.job.PackageService;
import dev.rayport.job.StoredPackage;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A drop zone for a folder or an archive; see {@code frontend/src/upload}. */
@Tag("rp-upload")
@JavaScript("context://assets/rp-upload.js")
class UploadField extends Component {

  /** Ray's own limit for a package that is uploaded. */
  static final long LIMIT = 100L * 1024 * 1024;

  private Content content = Content.EMPTY;
  private Consumer<Content> listener = content -> {};

  /**
   * What the zone holds.
   *
   * @param phase {@code empty}, {@code reading}, {@code scanned}, {@code packing}, {@code sending},
   *     {@code stored}, {@code refused} or {@code failed}
   * @param hash of the stored package; empty until then
   */
  record Content(String phase, String name, Optional<String> hash) {
    static final Content EMPTY = new Content("empty", "", Optional.empty());

    /** Read but not sent. */
    boolean waits() {
      return phase.equals("scanned");
    }

    boolean underWay() {
      return phase.equals("reading") || phase.equals("packing") || phase.equals("sending");
    }
  }

  UploadField(PackageService packages) {
    getElement().setAttribute("target", new PackageUpload(packages));
    getElement().setAttribute("limit", Long.toString(LIMIT));
    getElement()
        .addEventListener("rp-change", event -> changed(event.getEventData().get("event.detail")))
        .addEventData("event.detail");
  }

  Content content() {
    return content;
  }

  void onChange(Consumer<Content> heard) {
    listener = heard;
  }

  /** Sends what was read. */
  void send() {
    getElement().callJsFunction("send");
  }

  /**
   * Shows a package that the portal has already.
   *
   * @param again whether another job brought it before
   */
  void show(String name, StoredPackage stored, boolean again) {
    content = new Content("stored", name, Optional.of(stored.hash()));
    ObjectNode facts =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("origin", again ? "earlier" : "new")
            .put("package", stored.hash())
            .put("bytes", stored.bytes())
            .put("files", stored.files());
    getElement().callJsFunction("show", facts);
  }

  /** Forgets what it holds. */
  void clear() {
    content = Content.EMPTY;
    getElement().callJsFunction("show", JsonNodeFactory.instance.nullNode());
  }

  private void changed(JsonNode detail) {
    String hash = detail.path("package").asString("");
    content =
        new Content(
            detail.path("phase").asString("empty"),
            detail.path("name").asString(""),
            hash.isEmpty() ? Optional.empty() : Optional.of(hash));
    listener.accept(content);
  }
}
