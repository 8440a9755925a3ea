package org.egpo.notebook;

import java.util.List;
import java.util.stream.Collectors;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Example;
import org.egpo.data.Question;
import tech.tablesaw.api.Table;

/** Tables of questions and of the records they come from. */
public final class QuestionTables {
    private QuestionTables() {}

    /** Id, the user's last text, the functions on offer and the allowed values. */
    public static Table of(List<Question> questions) {
        return Rows.of("Questions", questions)
                .text("id", Question::id)
                .text("question", Question::text)
                .text("functions", q -> names(q.tools()))
                .text("allowed", QuestionTables::allowed)
                .table();
    }

    private static String allowed(Question question) {
        Value expected = question.reference().expected();
        return expected == null || expected == Value.None.NONE ? "no call" : PythonText.repr(expected);
    }

    /** Id, question, the tools on offer and the answer of function-calling records. */
    public static Table records(List<Example> examples) {
        return Rows.of("Records", examples)
                .text("id", Example::id)
                .text("question", Example::question)
                .text("tools", e -> names(e.tools()))
                .text("answer", Example::answer)
                .table();
    }

    private static String names(List<ToolSpec> tools) {
        return tools.stream().map(ToolSpec::name).collect(Collectors.joining(", "));
    }
}
