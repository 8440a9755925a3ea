package org.egpo.notebook;

import org.egpo.display.MimeBundle;
import org.egpo.display.ValueRenderer;
import tech.tablesaw.api.Table;

/** Shows a Tablesaw table that is a cell's last value. */
public final class TableRenderer implements ValueRenderer {
    @Override
    public Class<?> type() {
        return Table.class;
    }

    @Override
    public MimeBundle render(Object value) {
        return TableHtml.render((Table) value, TableHtml.DEFAULT_ROWS);
    }
}
