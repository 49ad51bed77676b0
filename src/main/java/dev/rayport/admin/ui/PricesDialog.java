package dev.rayport.admin.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import dev.rayport.admin.Prices;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** The price list, to be read: it is part of the configuration. */
class PricesDialog extends Dialog {

  PricesDialog(Optional<Prices> prices) {
    setHeaderTitle("Prices");
    setWidth("440px");
    Paragraph where =
        new Paragraph(
            prices.isPresent()
                ? "From the configuration, rayport.prices. Changed there, it holds from the next"
                    + " start."
                : "There is no price list. Write one into the configuration, such as"
                    + " rayport.prices.currency: EUR and rayport.prices.cpu-hour: 0.04, and start"
                    + " the portal again.");
    where.addClassName("sec");
    Div content = new Div();
    content.addClassNames("col", "g3");
    prices.ifPresent(known -> content.add(table(known)));
    content.add(where);
    add(content);
    getFooter().add(new Button("Close", click -> close()));
  }

  private static NativeTable table(Prices prices) {
    NativeTableBody body = new NativeTableBody();
    row(body, "CPU, an hour", prices.cpuHour(), prices.currency());
    row(body, "GiB of memory, an hour", prices.gibHour(), prices.currency());
    row(body, "GPU, an hour", prices.gpuHour(), prices.currency());
    new TreeMap<>(prices.gpuTypes())
        .forEach((type, price) ->
            row(body, "GPU %s, an hour".formatted(type), price, prices.currency()));
    NativeTable table = new NativeTable(body);
    table.addClassName("tbl");
    return table;
  }

  private static void row(NativeTableBody body, String what, double price, String currency) {
    NativeTableHeaderCell name = new NativeTableHeaderCell(what);
    name.getElement().setAttribute("scope", "row");
    NativeTableCell amount =
        new NativeTableCell(String.format(Locale.ROOT, "%.4f %s", price, currency));
    amount.addClassName("n");
    body.add(new NativeTableRow(name, amount));
  }
}
