package org.egpo.notebook;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table with a row for each item, column by column. */
final class Rows<T> {
    private final List<T> items;
    private final Table table;

    private Rows(String title, Collection<T> items) {
        this.items = List.copyOf(items);
        this.table = Table.create(title);
    }

    static <T> Rows<T> of(String title, Collection<T> items) {
        return new Rows<>(title, items);
    }

    /** A column of texts, as {@code toString} spells them. */
    Rows<T> text(String name, Function<? super T, ?> value) {
        return add(StringColumn.create(
                name, items.stream().map(value).map(String::valueOf).toList()));
    }

    /** A column of whole numbers. */
    Rows<T> whole(String name, ToIntFunction<? super T> value) {
        return add(IntColumn.create(name, items.stream().mapToInt(value).toArray()));
    }

    /** A column of numbers; NaN stays empty. */
    Rows<T> number(String name, ToDoubleFunction<? super T> value) {
        return add(DoubleColumn.create(name, items.stream().mapToDouble(value).toArray()));
    }

    private Rows<T> add(Column<?> column) {
        table.addColumns(column);
        return this;
    }

    Table table() {
        return table;
    }
}
