package org.egpo.template;

import java.util.List;

/** A parsed piece of a template. */
@FunctionalInterface
interface Statement {
    void run(Scope scope, StringBuilder out);

    static Statement all(List<Statement> body) {
        return (scope, out) -> {
            for (Statement s : body) {
                scope.step();
                s.run(scope, out);
            }
        };
    }

    static String text(Statement body, Scope scope) {
        StringBuilder out = new StringBuilder();
        body.run(scope, out);
        return out.toString();
    }
}
