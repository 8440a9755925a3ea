package org.egpo.template;

import org.jspecify.annotations.Nullable;

/** A parsed expression. */
@FunctionalInterface
interface Expression {
    @Nullable
    Object value(Scope scope);
}
