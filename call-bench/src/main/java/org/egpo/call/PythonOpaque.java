package org.egpo.call;

/** An object that is only ever printed, such as mpmath's {@code mpf('1.5')}, {@code Decimal('2')} or a built-in function. */
public final class PythonOpaque extends PythonObject {
    private final String type;
    private final String repr;

    public PythonOpaque(String type, String repr) {
        this.type = type;
        this.repr = repr;
    }

    @Override
    public String typeName() {
        return type;
    }

    @Override
    protected boolean equalTo(Value other, PythonEquality equality) {
        return other instanceof PythonOpaque o && type.equals(o.type) && repr.equals(o.repr);
    }

    @Override
    protected void print(PythonText out) {
        out.append(repr);
    }
}
