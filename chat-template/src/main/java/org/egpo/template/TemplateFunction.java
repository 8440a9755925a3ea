package org.egpo.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a template can call: a function, a macro, a method. */
@FunctionalInterface
public interface TemplateFunction {
    /** Values are null, Boolean, Long, Double, String, List and Map. */
    @Nullable
    Object call(List<Object> arguments, Map<String, Object> named);
}
