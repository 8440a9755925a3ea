package org.egpo.data;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Records by the names of their components: what they hold, and made again with some of it changed. */
public final class RecordCopy {
    private RecordCopy() {}

    /**
     * The record with one component changed.
     *
     * @throws RuntimeException what its constructor throws
     */
    public static <R extends Record> R with(R record, String component, @Nullable Object value) {
        return of(record, (c, old) -> c.getName().equals(component) ? value : old);
    }

    /**
     * The record with each component changed by a function of itself and its value.
     *
     * @throws RuntimeException what its constructor throws
     */
    @SuppressWarnings("unchecked") // a record's own constructor makes it again
    public static <R extends Record> R of(R record, BiFunction<RecordComponent, Object, Object> change) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Map<String, Object> values = values(record);
        Object[] changed = Arrays.stream(components)
                .map(c -> change.apply(c, values.get(c.getName())))
                .toArray();
        try {
            return (R) record.getClass().getDeclaredConstructor(types).newInstance(changed);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Name → value of each component, in their order. */
    public static Map<String, Object> values(Record record) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (RecordComponent c : record.getClass().getRecordComponents()) {
            try {
                all.put(c.getName(), c.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return all;
    }
}
