package blank;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;

/**
 * The only page of tests that look at single widgets. Not in a room: the portal that other tests
 * start would find it beside Home.
 */
@Route("")
public class BlankView extends Div {}
