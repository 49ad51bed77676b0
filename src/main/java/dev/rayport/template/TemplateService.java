package dev.rayport.template;

import dev.rayport.tenant.AsLead;
import dev.rayport.tenant.AsViewer;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Finds templates, adds versions, and puts values into them. */
@Service
public class TemplateService {

  /** Newest version of each template the tenant may use, by stage and name. */
  @AsViewer
  public List<TemplateVersion> list() {
    throw new UnsupportedOperationException();
  }

  /**
   * @param reference {@code name} (newest version) or {@code name@version}
   * @throws dev.rayport.base.Refusal NOT_FOUND
   */
  @AsViewer
  public TemplateVersion get(String reference) {
    throw new UnsupportedOperationException(reference);
  }

  /** All versions of one template, newest first. */
  @AsViewer
  public List<TemplateVersion> versions(String name) {
    throw new UnsupportedOperationException(name);
  }

  /**
   * Adds a template or a new version of one of the tenant's own.
   *
   * @throws dev.rayport.base.Refusal naming the line or path and the rule
   */
  @AsLead
  public TemplateVersion add(String yaml) {
    throw new UnsupportedOperationException(yaml);
  }

  /**
   * Checks values against the template's policy and puts them in.
   *
   * @param reference {@code name} (newest version) or {@code name@version}
   * @throws dev.rayport.base.Refusal naming each field ({@code values.x}) and its rule
   */
  @AsViewer
  public ResolvedTemplate resolve(String reference, Map<String, Object> values) {
    throw new UnsupportedOperationException(reference);
  }
}
