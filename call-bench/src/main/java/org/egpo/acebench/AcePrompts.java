package org.egpo.acebench;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Resources;
import org.egpo.call.Value;

/** The official prompts, filled in; schemas stand in them in Python's spelling. */
public final class AcePrompts {
    /** @param role system or user */
    public record Message(String role, String text) {}

    private static final Value TEMPLATES = Resources.json(AcePrompts.class, "prompts.json");

    private AcePrompts() {}

    private static String template(AceItem item, String name) {
        return PythonText.str(PythonObjects.at(PythonObjects.at(TEMPLATES, item.language()), name));
    }

    /** What {@code str.format} does with names in braces: parts are not looked at again. */
    static String filled(String template, UnaryOperator<String> parts) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            int close = template.indexOf('}', open);
            String part = close < 0 ? null : parts.apply(template.substring(open + 1, close));
            out.append(template, from, open).append(part == null ? "{" : part);
            from = part == null ? open + 1 : close + 1;
        }
        return out.append(template.substring(from)).toString();
    }

    /** The messages that ask a test; for an agent's those of its first step, where the user says the whole question. */
    public static List<Message> of(AceItem item) {
        if (item.isAgent()) {
            return agent(item, "user:" + item.question() + "\n");
        }
        String kind = item.category().contains("special")
                ? "SPECIAL"
                : item.category().contains("preference") ? "PREFERENCE" : "NORMAL";
        Map<String, String> parts = Map.of(
                "time", PythonText.str(item.field("time")),
                "profile", PythonText.str(item.field("profile")),
                "function", PythonText.str(item.field("function")));
        return messages(
                filled(template(item, "SYSTEM_PROMPT_FOR_" + kind + "_DATA"), parts::get),
                filled(template(item, "USER_PROMPT"), Map.of("question", item.question())::get));
    }

    /** The messages for the agent's next step. */
    static List<Message> agent(AceItem item, String history) {
        boolean turns = item.category().equals("agent_multi_turn");
        String prefix = (turns ? "multi_turn" : "multi_step") + ".MULTI_TURN_AGENT_PROMPT_";
        String system = template(item, prefix + "SYSTEM");
        system += turns && item.classes().contains("Travel") ? template(item, "TRAVEL_PROMPT") : "";
        system += turns && item.classes().contains("BaseApi") ? template(item, "BASE_PROMPT") : "";
        Map<String, String> parts = Map.of("functions", PythonText.str(item.field("function")), "history", history);
        return messages(system, filled(template(item, prefix + "USER"), parts::get));
    }

    /** How the conversation with the simulated user begins. */
    static List<Message> user(AceItem item) {
        String kind = item.classes().contains("BaseApi") ? "BASE" : "TRAVEL";
        String system =
                filled(template(item, "user.SYSTEM_PROMPT_" + kind), Map.of("instruction", item.question())::get);
        boolean chinese = item.language().equals("zh");
        return messages(system, chinese ? "今天有什么需要帮助的吗？" : "Is there anything you need help with today?");
    }

    private static List<Message> messages(String system, String user) {
        return List.of(new Message("system", system), new Message("user", user));
    }
}
