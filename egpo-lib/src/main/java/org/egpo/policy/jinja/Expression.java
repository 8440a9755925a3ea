package org.egpo.policy.jinja;

/** A parsed expression. */
@FunctionalInterface
interface Expression {
    Object value(Scope scope);
}
