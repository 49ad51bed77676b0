package dev.rayport.template;

import dev.rayport.tenant.Allotted;
import dev.rayport.tenant.TenantId;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells the room of tenants what there is to allot. */
@Component
class TemplatesToAllot implements Allotted {

  private final TemplateShelf shelf;

  TemplatesToAllot(TemplateShelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public List<String> stages() {
    return Arrays.stream(Stage.values()).map(Stage::name).toList();
  }

  @Override
  public List<String> templates(TenantId tenant) {
    return shelf.newest(tenant.value()).stream().map(TemplateVersionEntity::name).toList();
  }
}
