package dev.rayport.cluster.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.rayport.backend.BackendException;
import dev.rayport.backend.BackendSilent;
import dev.rayport.backend.FoundCluster;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.EmptyState;
import dev.rayport.base.ui.PageHead;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ForeignClusters;
import dev.rayport.template.Stage;
import dev.rayport.template.ui.StageTag;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;

/** Clusters in the tenant's namespaces that Rayport did not make. */
@Route("clusters/elsewhere")
@PageTitle("Clusters not made here")
@PermitAll
class ForeignClustersView extends Div {

  private static final List<String> HEADS =
      List.of("Name there", "Stage", "Made by", "Ray", "Workers", "Created", "");

  private final transient ForeignClusters clusters;
  private final Div content = new Div();

  ForeignClustersView(ForeignClusters clusters) {
    this.clusters = clusters;
    addClassName("page");
    Span what = new Span("Made with kubectl, Argo CD or other tools in this tenant's namespaces");
    what.addClassName("sec");
    PageHead head = new PageHead("Clusters not made here").facts(what);
    head.actions(Actions.button("refresh-cw", "Look again", "", this::show));
    content.addClassName("scroll");
    add(head, content);
    show();
  }

  private void show() {
    content.removeAll();
    if (!CurrentUser.require().role().atLeast(Role.LEAD)) {
      content.add(
          new EmptyState(
              "lock",
              "For leads",
              "Leads of the tenant have such clusters shown or managed here."));
      return;
    }
    try {
      List<FoundCluster> found = clusters.list();
      if (found.isEmpty()) {
        content.add(
            new EmptyState(
                "server",
                "There are none",
                "Every Ray cluster in this tenant's namespaces is on the list of clusters already."));
      } else {
        content.add(table(found));
      }
    } catch (BackendSilent silent) {
      content.add(
          new EmptyState(
              "wifi-off",
              String.valueOf(silent.getMessage()).replaceFirst("\\.$", ""),
              "Look again when it does. The list of clusters shows what was known before."));
    } catch (BackendException e) {
      content.add(
          new EmptyState(
              "triangle-alert", "They cannot be listed", String.valueOf(e.getMessage())));
    }
  }

  private NativeTable table(List<FoundCluster> found) {
    NativeTable table = new NativeTable();
    table.addClassNames("tbl", "flush");
    NativeTableRow head = new NativeTableRow();
    for (String title : HEADS) {
      NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
      cell.getElement().setAttribute("scope", "col");
      head.add(cell);
    }
    table.getHead().add(head);
    found.forEach(cluster -> table.getBody().add(row(cluster)));
    return table;
  }

  private NativeTableRow row(FoundCluster cluster) {
    Span name = new Span(cluster.object());
    name.addClassNames("mono", "b");
    Span age = new Span(Words.ago(cluster.createdAt()));
    age.getElement().setAttribute("title", Words.exact(cluster.createdAt()));
    Button adopt = new Button("Adopt…", click -> adopt(cluster));
    adopt.addThemeVariants(ButtonVariant.SMALL);
    adopt.setAriaLabel("Adopt " + cluster.object());
    NativeTableCell last = new NativeTableCell(adopt);
    last.addClassName("n");
    NativeTableRow row = new NativeTableRow();
    row.add(
        new NativeTableCell(name),
        new NativeTableCell(new StageTag(Stage.valueOf(cluster.stage().toUpperCase(Locale.ROOT)))),
        new NativeTableCell(cluster.madeBy()),
        new NativeTableCell(cluster.rayVersion()),
        new NativeTableCell(Integer.toString(cluster.workers())),
        new NativeTableCell(age),
        last);
    return row;
  }

  private void adopt(FoundCluster cluster) {
    new AdoptClusterDialog(clusters, cluster).open();
  }
}
