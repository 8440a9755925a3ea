package org.egpo.template;

/** A parsed expression. */
@FunctionalInterface
interface Expression {
    Object value(Scope scope);
}
