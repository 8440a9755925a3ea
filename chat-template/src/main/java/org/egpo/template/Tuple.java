package org.egpo.template;

import java.util.ArrayList;
import java.util.Collection;

/** Values between commas: a list that is written with parentheses and fills the places of a format. */
final class Tuple extends ArrayList<Object> {
    private static final long serialVersionUID = 1;

    Tuple(Collection<?> values) {
        super(values);
    }
}
