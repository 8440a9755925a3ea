package org.egpo.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of a block, inside those of the block around it; and what the whole rendering has used so far. */
final class Scope {
    private static final int MAX_STEPS = 2_000_000;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_OUTPUT = 64 << 20;

    /** Shared by all scopes of one rendering. */
    static final class Budget {
        private long steps;
        private long output;
        int depth;
    }

    final Map<String, Object> names = new HashMap<>();
    final Budget budget;
    private final @Nullable Scope outer;

    Scope(Map<String, ?> names) {
        this.names.putAll(names);
        this.outer = null;
        this.budget = new Budget();
    }

    Scope(Scope outer) {
        this.outer = outer;
        this.budget = outer.budget;
    }

    @Nullable
    Object get(String name) {
        for (Scope s = this; s != null; s = s.outer) {
            Object value = s.names.get(name);
            if (value != null || s.names.containsKey(name)) {
                return value;
            }
        }
        return new Undefined(name);
    }

    void step() {
        if (++budget.steps > MAX_STEPS) {
            throw new JinjaException("the template takes too many steps");
        }
    }

    void write(StringBuilder out, String text) {
        budget.output += text.length();
        if (budget.output > MAX_OUTPUT) {
            throw new JinjaException("the template writes too much");
        }
        out.append(text);
    }

    void enter() {
        if (++budget.depth > MAX_DEPTH) {
            throw new JinjaException("macros call each other too deeply");
        }
    }

    void leave() {
        budget.depth--;
    }
}
