package org.egpo.template;

/** A name without a value: empty when printed, false, not usable for anything else. */
record Undefined(String name) {}
