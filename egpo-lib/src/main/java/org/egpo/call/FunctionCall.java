package org.egpo.call;

/** One call: a function's name (dots allowed) and its keyword arguments in the order written. */
public record FunctionCall(String name, Value.MapValue arguments) {}
