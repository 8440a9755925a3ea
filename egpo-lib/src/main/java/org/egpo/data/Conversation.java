package org.egpo.data;

import java.util.ArrayList;
import java.util.List;
import org.egpo.call.Value;

/**
 * Where a conversation is cut into question and answer: the answer is the assistant's last message with calls after the
 * user spoke last, or, where none has any, its last message.
 */
final class Conversation {
    private Conversation() {}

    /** @return index of the answer's message, or -1 when the assistant says nothing */
    static int answerAt(List<Message> messages) {
        int last = -1;
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message m = messages.get(i);
            if (m.role().equals("assistant")) {
                if (!m.calls().isEmpty()) {
                    return i;
                }
                last = last < 0 ? i : last;
            } else if (m.role().equals("user") && last >= 0) {
                return last;
            }
        }
        return last;
    }

    /** Messages after the answer, kept with the record's other fields. */
    static Value following(List<Message> messages, int answerAt) {
        List<Value> rest = new ArrayList<>();
        for (Message m : messages.subList(answerAt + 1, messages.size())) {
            Value.MapBuilder b = new Value.MapBuilder()
                    .put("role", Value.text(m.role()))
                    .put("content", m.content() == null ? Value.None.NONE : Value.text(m.content()));
            for (int i = 0; i < m.other().size(); i++) {
                b.put(m.other().key(i), m.other().value(i));
            }
            rest.add(b.build());
        }
        return new Value.ListValue(rest);
    }
}
