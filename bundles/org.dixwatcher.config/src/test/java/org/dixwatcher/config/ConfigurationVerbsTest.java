package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dixwatcher.api.Caller;
import org.dixwatcher.api.Plan;
import org.dixwatcher.api.Unmet;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

class ConfigurationVerbsTest {

    private static final Plan PLAN =
            new Plan(
                    "r0",
                    "r1",
                    List.of(
                            new Plan.Change(
                                    "db",
                                    Plan.Action.RESTART,
                                    List.of("command", "environment"),
                                    List.of(new Unmet("cpu_limit", "no cgroup is delegated"))),
                            new Plan.Change("old", Plan.Action.REMOVE, List.of(), List.of()),
                            new Plan.Change("slow", Plan.Action.UPDATE, List.of("args"), List.of()),
                            new Plan.Change("worker", Plan.Action.ADD, List.of(), List.of())));

    private final FakeOperations operations = new FakeOperations();
    private final FakeConfigurations configurations = new FakeConfigurations();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void planShowsWhatChangesAndExitsWithTwo() throws Exception {
        operations.plan = PLAN;
        assertEquals(2, run(new PlanVerb(configurations, operations), "-conf", "x.toml"));
        assertEquals(
                """
                ~ db      restarted: command, environment
                    unmet cpu_limit: no cgroup is delegated
                - old     stopped and forgotten
                ~ slow    updated: args
                + worker  new
                1 to add, 2 to change, 1 to remove (revision r0 → r1)
                """,
                out.toString());
        assertEquals(List.of(Path.of("/home/me/x.toml")), configurations.read);
        assertEquals(List.of("PlanConfiguration"), operations.submitted);
        assertEquals(0, configurations.distributed);
    }

    @Test
    void planExitsWithZeroIfNothingChanges() throws Exception {
        assertEquals(0, run(new PlanVerb(configurations, operations)));
        assertEquals("nothing changes (revision r1)\n", out.toString());
    }

    @Test
    void planIsJsonForPrograms() throws Exception {
        operations.plan = new Plan("", "r1", PLAN.changes().subList(0, 1));
        assertEquals(2, run(new PlanVerb(configurations, operations), "-o", "json"));
        assertEquals(
                "{\"from\":\"\",\"to\":\"r1\",\"changes\":[{\"process\":\"db\",\"action\":"
                        + "\"restart\",\"fields\":[\"command\",\"environment\"],\"unmet\":"
                        + "[{\"field\":\"cpu_limit\",\"reason\":\"no cgroup is delegated\"}]}]}\n",
                out.toString());
    }

    @Test
    void applyHandsTheTablesOnAndExitsWithZero() throws Exception {
        operations.plan = PLAN;
        assertEquals(0, run(new ApplyVerb(configurations, operations), "--conf=/x.toml"));
        assertEquals(List.of("ApplyConfiguration"), operations.submitted);
        assertEquals(1, configurations.distributed);
        assertEquals("person", operations.calls.getFirst().caller().kind());
    }

    @Test
    void mistakesAreShownOnePerLineAndNothingIsDone() throws Exception {
        configurations.wrong = true;
        for (Verb verb :
                List.of(
                        new ValidateVerb(configurations),
                        new PlanVerb(configurations, operations),
                        new ApplyVerb(configurations, operations))) {
            err.getBuffer().setLength(0);
            assertEquals(1, run(verb), verb.name());
            assertEquals(
                    "/etc/d.toml:3: service.web.nise: no such key\n1 mistake\n", err.toString());
        }
        assertEquals(List.of(), operations.submitted);
    }

    @Test
    void validateSaysThatAFileIsRight() throws Exception {
        assertEquals(0, run(new ValidateVerb(configurations)));
        assertEquals("/etc/d.toml: valid, 0 processes (revision r1)\n", out.toString());
    }

    @Test
    void aTableNobodyClaimsIsAMistakeForValidateAndAWarningForApply() throws Exception {
        configurations.unclaimed.add(FakeConfigurations.MISTAKE);
        assertEquals(1, run(new ValidateVerb(configurations), "-o", "json"));
        assertEquals(
                "{\"valid\":false,\"mistakes\":[{\"file\":\"/etc/d.toml\",\"line\":3,\"key\":"
                        + "\"service.web.nise\",\"message\":\"no such key\"}]}\n",
                out.toString());
        assertEquals(0, run(new ApplyVerb(configurations, operations)));
        assertEquals("warning: /etc/d.toml:3: service.web.nise: no such key\n", err.toString());
    }

    @Test
    void wrongWordsAreRefused() {
        Verb verb = new PlanVerb(configurations, operations);
        assertThrows(UsageException.class, () -> run(verb, "web"));
        assertThrows(UsageException.class, () -> run(verb, "-conf"));
        assertThrows(UsageException.class, () -> run(verb, "-o", "yaml"));
    }

    private int run(Verb verb, String... words) throws Exception {
        return verb.run(
                new VerbCall(
                        List.of(words),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        VerbCall.Terminal.NONE,
                        new Caller(Caller.PERSON, "me", ""),
                        Path.of("/home/me")));
    }
}
