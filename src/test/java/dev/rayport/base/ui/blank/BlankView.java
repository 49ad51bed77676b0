package dev.rayport.base.ui.blank;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;

/** The only page of tests that look at single widgets. */
@Route("")
public class BlankView extends Div {}
