package org.egpo.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;

/** Changed copies of calls and their arguments. */
final class CallEdits {
    private CallEdits() {}

    static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    static FunctionCall with(FunctionCall call, String parameter, Value value) {
        Value.MapBuilder b = new Value.MapBuilder();
        call.arguments().forEach(b::put);
        return new FunctionCall(call.name(), b.put(parameter, value).build());
    }

    static FunctionCall without(FunctionCall call, String parameter) {
        Value.MapBuilder b = new Value.MapBuilder();
        call.arguments().forEach((name, value) -> {
            if (!Value.is(name, parameter)) {
                b.put(name, value);
            }
        });
        return new FunctionCall(call.name(), b.build());
    }

    /** The call with the values of two arguments exchanged. */
    static FunctionCall swapped(FunctionCall call, int a, int b) {
        Value first = call.arguments().value(a);
        return with(with(call, name(call, a), call.arguments().value(b)), name(call, b), first);
    }

    static String name(FunctionCall call, int argument) {
        return ((Value.Text) call.arguments().key(argument)).value();
    }

    /** The example with its n-th call replaced. */
    static Example replace(Example e, int n, FunctionCall call) {
        List<FunctionCall> calls = new ArrayList<>(e.calls());
        calls.set(n, call);
        return e.withAnswer(Answer.of(calls));
    }
}
