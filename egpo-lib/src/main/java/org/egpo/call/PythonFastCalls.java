package org.egpo.call;

final class PythonFastCalls {
    private PythonFastCalls() {}

    static Value decode(String text) {
        return null;
    }
}
