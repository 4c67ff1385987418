package org.dixwatcher.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

class FlagsTest {

    @Test
    void theOriginalsCommandLineIsUnderstood() {
        Flags flags =
                parse(
                        "-conf config.toml -exec -process-manager direct -process-log-dir /l"
                                + " -process-pid-dir /p -process-max-restarts 3");
        assertEquals("exec", flags.mode());
        assertEquals("config.toml", flags.value(Flag.CONF).orElseThrow());
        assertEquals("direct", flags.value(Flag.PROCESS_MANAGER).orElseThrow());
        assertEquals("3", flags.value(Flag.PROCESS_MAX_RESTARTS).orElseThrow());
    }

    @Test
    void allSpellingsAreOne() {
        for (String words :
                List.of(
                        "-watch -conf x",
                        "--watch --conf x",
                        "-watch -conf=x",
                        "--conf=x -watch")) {
            Flags flags = parse(words);
            assertEquals("watch", flags.mode());
            assertEquals("x", flags.value(Flag.CONF).orElseThrow());
        }
        assertEquals("a=b", parse("-exec -conf=a=b").value(Flag.CONF).orElseThrow());
        assertEquals("-x", parse("-exec -conf -x").value(Flag.CONF).orElseThrow());
    }

    @Test
    void switchesCanBeTurnedOff() {
        assertTrue(parse("-exec -metrics").has(Flag.METRICS));
        assertTrue(parse("-exec -metrics=true").has(Flag.METRICS));
        assertFalse(parse("-exec -metrics -metrics=false").has(Flag.METRICS));
    }

    @ParameterizedTest
    @CsvSource({
        "'-exce', 'unknown flag -exce; did you mean -exec? (all: -help)'",
        "'-exec -process-logdir x', 'unknown flag -process-logdir; did you mean -process-log-dir?'",
        "'-exec stray', 'unexpected word stray'",
        "'-exec -conf', '-conf needs a value: -conf PATH'",
        "'-exec --state-dir=', '--state-dir needs a value'",
        "'-exec -metrics=maybe', '-metrics is true or false, not maybe'",
        "'-exec -metrics-port http', '-metrics-port is a whole number, not http'",
        "'-exec -metrics-port 65536', '-metrics-port 65536 is out of range: 0 to 65535'",
        "'-exec -process-max-restarts -1', 'out of range'",
        "'', 'give exactly one of -exec'",
        "'-exec -watch', 'give exactly one of -exec'",
        "'-exec -shell -daemon', '-shell needs this terminal'",
    })
    void mistakesAreNamedWithWhatWouldBeRight(String words, String message) {
        LauncherException refusal = assertThrows(LauncherException.class, () -> parse(words));
        assertEquals(LauncherException.USAGE, refusal.exitCode());
        assertTrue(String.valueOf(refusal.getMessage()).contains(message), refusal::getMessage);
    }

    @Test
    void helpAndVersionNeedNothingElse() {
        assertTrue(parse("-h").has(Flag.HELP));
        assertTrue(parse("--version").has(Flag.VERSION));
    }

    @ParameterizedTest
    @EnumSource(Flag.class)
    void everyFlagIsInTheHelp(Flag flag) {
        assertTrue(Flags.help().contains("\n  -" + flag.word() + " "));
    }

    @Test
    void bundlesFindFlagsUnderTheirOldNames() {
        assertEquals("dixwatcher.process.manager", Flag.PROCESS_MANAGER.property());
        assertEquals("dixwatcher.max.restarts", Flag.PROCESS_MAX_RESTARTS.property());
        assertEquals("dixwatcher.metrics.port", Flag.METRICS_PORT.property());
    }

    private static Flags parse(String words) {
        return Flags.parse(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
    }
}
