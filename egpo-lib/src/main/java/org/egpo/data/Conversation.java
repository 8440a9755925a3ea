package org.egpo.data;

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
        return MessageJson.of(
                messages.subList(answerAt + 1, messages.size()).stream()
                        .map(m -> new Message(m.role(), m.content(), List.of(), m.other()))
                        .toList(),
                CallJson::of);
    }
}
