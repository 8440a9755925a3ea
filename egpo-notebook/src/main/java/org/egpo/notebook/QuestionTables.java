package org.egpo.notebook;

import java.util.List;
import java.util.stream.Collectors;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Example;
import org.egpo.data.Question;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables of questions and of the records they come from. */
public final class QuestionTables {
    private QuestionTables() {}

    /** Id, the user's last text, the functions on offer and the allowed values. */
    public static Table of(List<Question> questions) {
        return Table.create(
                "Questions",
                StringColumn.create("id", questions.stream().map(Question::id)),
                StringColumn.create("question", questions.stream().map(Question::text)),
                StringColumn.create("functions", questions.stream().map(q -> names(q.tools()))),
                StringColumn.create("allowed", questions.stream().map(QuestionTables::allowed)));
    }

    private static String allowed(Question question) {
        Value expected = question.reference().expected();
        return expected == null || expected == Value.None.NONE ? "no call" : PythonText.repr(expected);
    }

    /** Id, question, the tools on offer and the answer of function-calling records. */
    public static Table records(List<Example> examples) {
        return Table.create(
                "Records",
                StringColumn.create("id", examples.stream().map(Example::id)),
                StringColumn.create("question", examples.stream().map(Example::question)),
                StringColumn.create("tools", examples.stream().map(e -> names(e.tools()))),
                StringColumn.create(
                        "answer", examples.stream().map(e -> e.answer().toString())));
    }

    private static String names(List<ToolSpec> tools) {
        return tools.stream().map(ToolSpec::name).collect(Collectors.joining(", "));
    }
}
