package org.egpo.bfcl.multiturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.egpo.bfcl.CaseReport;
import org.egpo.bfcl.ModelResult;
import org.egpo.call.Value;
import org.junit.jupiter.api.Test;

/** Trajectories that try to break out, or to never end. */
class HostileTrajectoryTest {
    private static final Duration GENEROUS = Duration.ofMinutes(1);

    private static List<String> attacks() {
        List<String> all = new ArrayList<>(List.of(
                "__import__('os').system('touch ../egpo-was-here')",
                "open('/etc/passwd').read()",
                "eval('1')",
                "exec('import os')",
                "().__class__.__bases__[0].__subclasses__()",
                "run('ls')",
                "kill(1)",
                "exit()",
                "popen('x')",
                "x.unlink('a')",
                "java.lang.Runtime.getRuntime().exec('ls')",
                "getClass()",
                "toString()",
                "no_such_function(x=1)",
                "cd(folder='../../etc')",
                "cd(folder='/etc')",
                "cat(file_name='../../etc/passwd')",
                "touch(file_name='../egpo-was-here')",
                "mkdir(dir_name='../x')",
                "cp(source='plans', destination='../x')",
                "mv(source='log.txt', destination='../egpo-was-here')",
                "find(path='/../..')",
                "echo(content='x' * 10 ** 12)",
                "echo(content=" + "[".repeat(5000) + "]".repeat(5000) + ")",
                "echo(content=" + "(".repeat(199) + "1" + ")".repeat(199) + ")",
                "echo(content='" + "a".repeat(500_000) + "')",
                "echo(content=" + "-".repeat(20_000) + "1)",
                "wc(file_name=" + "9".repeat(5000) + ")",
                "ls(" + "a=True, ".repeat(2000) + ")",
                "ls(**{'a': True})",
                "\0",
                "",
                "[].append(1)",
                "(lambda: ls())()",
                "[ls() for x in range(10 ** 9)]"));
        // A folder inside itself, and folders shared so often that walking them would never end.
        all.add("mkdir(dir_name='a')");
        all.add("cp(source='a', destination='a')");
        for (int i = 0; i < 60; i++) {
            all.add("cp(source='a', destination='b" + i + "')");
            all.add("mkdir(dir_name='c" + i + "')");
            all.add("mv(source='a', destination='c" + i + "')");
            all.add("mv(source='b" + i + "', destination='c" + i + "')");
            all.add("mv(source='c" + i + "', destination='a')");
        }
        all.add("find()");
        all.add("du()");
        return all;
    }

    @Test
    void endsAndTouchesNothing() {
        List<String> calls = new ArrayList<>(attacks());
        while (calls.size() < 10_000) {
            calls.addAll(List.of("find()", "du(human_readable=True)", "cp(source='a', destination='a')", "pwd()"));
        }
        Scenario scenario = Mini.scenario("multi_turn_base_0");
        List<List<List<String>>> trajectory =
                List.of(List.of(calls), List.of(List.of("ls()")), List.of(List.of("du()")));
        MultiTurnVerdict verdict =
                assertTimeoutPreemptively(GENEROUS, () -> MultiTurnChecker.check(scenario, trajectory));
        assertFalse(verdict.isValid());
        assertFalse(verdict.reasons().isEmpty());
        assertEquals(calls.size(), verdict.turns().get(0).model().get(0).size());
        assertFalse(Files.exists(Path.of("../egpo-was-here")));
    }

    @Test
    void everyAttackIsARefusalAndNoException() {
        Simulation simulation = Simulation.start(Mini.scenario("multi_turn_base_0"));
        for (String call : attacks().subList(0, 22)) {
            String result = simulation.execute(call);
            assertTrue(result.contains("rror"), () -> call + " gave " + result);
        }
    }

    @Test
    void aListThatDoublesItselfStops() {
        Simulation s = Simulation.start(Mini.scenario("multi_turn_base_3"));
        s.execute("authenticate_twitter(username='meadow', password='clover')");
        s.execute("post_tweet(content='x', mentions=['a', 'b'])");
        for (int i = 0; i < 100; i++) {
            s.execute("mention(tweet_id=0, mentioned_usernames=get_tweet(tweet_id=0)['mentions'])");
        }
        assertTrue(s.execute("mention(tweet_id=0, mentioned_usernames=get_tweet(tweet_id=0)['mentions'])")
                .startsWith("Error during execution: "));
    }

    @Test
    void answersThatAreNoTrajectoryAreReported() {
        Value odd = new Value.ListValue(List.of(Value.None.NONE, Value.integer(3), Value.text("[cd(folder='x')]")));
        CaseReport report = Mini.EVALUATOR.evaluate(
                Mini.DATA, Mini.DATA.entry("multi_turn_base_0"), new ModelResult("multi_turn_base_0", odd));
        assertEquals("multi_turn:empty_turn_model_response", report.verdict().errorType());
    }
}
