package dev.rayport.base.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;

/**
 * What every page has. No {@code @Theme}, {@code @JsModule} or {@code @NpmPackage}, so that Vaadin
 * serves its ready bundle and the build needs no Node.
 */
@Push
@StyleSheet("themes/rayport/styles.css")
@Viewport("width=device-width, initial-scale=1")
public class AppShell implements AppShellConfigurator {

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.setPageTitle("Rayport");
    settings.addFavIcon("icon", "assets/favicon.svg", "any");
  }
}
