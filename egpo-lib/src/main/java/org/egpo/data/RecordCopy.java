package org.egpo.data;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.BiFunction;

/** A record made again with some of its components changed. */
public final class RecordCopy {
    private RecordCopy() {}

    /**
     * The record with one component changed.
     *
     * @throws RuntimeException what its constructor throws
     */
    public static <R extends Record> R with(R record, String component, Object value) {
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
        Object[] values = Arrays.stream(components)
                .map(c -> change.apply(c, value(c, record)))
                .toArray();
        try {
            return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a component holds. */
    public static Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
