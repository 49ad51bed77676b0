package blank;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;

/**
 * The only page of tests that look at single widgets. Not in a room and not at Home's address: the
 * tests of whole pages find it too.
 */
@Route("blank")
public class BlankView extends Div {}
