package org.dixwatcher.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.RestartMode;
import org.dixwatcher.api.verb.UsageException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class StartVerbTest {

    private final Example host = new Example().withProcesses();

    @Test
    void aCommandDefinesAProcessWhereItIsTyped() throws Exception {
        ProcessConfig config = typed("web", "--", "python3", "-m", "http.server");
        assertEquals(List.of("python3", "-m", "http.server"), config.words());
        assertEquals("/srv/web", config.get(ProcessFields.WORKING_DIR));
    }

    @Test
    void optionsBehindTheDashesBelongToTheCommand() throws Exception {
        assertEquals(List.of("sleep", "--help"), typed("web", "--", "sleep", "--help").words());
    }

    @Test
    void aRelativeProgramIsMeantFromWhereItIsTyped() throws Exception {
        ProcessConfig config = typed("web", "--cwd", "data", "--", "./server", "./x");
        assertEquals(List.of("/srv/web/server", "./x"), config.words());
        assertEquals("/srv/web/data", config.get(ProcessFields.WORKING_DIR));
    }

    @Test
    void everyKeyOfTheFileCanBeSet() throws Exception {
        ProcessConfig config =
                typed(
                        "web",
                        "--backend=systemd",
                        "--env",
                        "PORT=8080",
                        "--env=MODE=a=b",
                        "--set=restart_policy=always",
                        "--set=restart_delay=5s",
                        "--set=max_restarts=9",
                        "--set=cpu_limit=0.5",
                        "--set=autostart=false",
                        "--set=success_exit_codes=[0,3]",
                        "--set=user=1000",
                        "--",
                        "true");
        assertEquals(Optional.of("systemd"), config.get(ProcessFields.BACKEND));
        assertEquals(Map.of("PORT", "8080", "MODE", "a=b"), config.get(ProcessFields.ENVIRONMENT));
        assertEquals(RestartMode.ALWAYS, config.get(ProcessFields.RESTART_POLICY));
        assertEquals(Duration.ofSeconds(5), config.get(ProcessFields.RESTART_DELAY));
        assertEquals(9, config.get(ProcessFields.MAX_RESTARTS));
        assertEquals(0.5, config.get(ProcessFields.CPU_LIMIT));
        assertEquals(false, config.get(ProcessFields.AUTOSTART));
        assertEquals(List.of(0L, 3L), config.get(ProcessFields.SUCCESS_EXIT_CODES));
        assertEquals(Optional.of("1000"), config.get(ProcessFields.USER));
    }

    @Test
    void aWrongKeyNamesTheNearest() {
        ProcessException e =
                assertThrows(
                        ProcessException.class,
                        () -> typed("web", "--set", "restart_delai=5s", "--", "true"));
        assertEquals(ErrorCode.INVALID_REQUEST, e.code());
        assertTrue(e.getMessage().contains("restart_delay"), e.getMessage());
    }

    @Test
    void aNumberWithoutUnitSaysWhatWouldBeRight() {
        ProcessException e =
                assertThrows(
                        ProcessException.class,
                        () -> typed("web", "--set", "restart_delay=5", "--", "true"));
        assertTrue(e.getMessage().contains("\"5s\""), e.getMessage());
    }

    @Test
    void aWrongNameIsRefused() {
        assertThrows(ProcessException.class, () -> typed("we b", "--", "true"));
    }

    @Test
    void aCommandNeedsOneName() {
        assertThrows(UsageException.class, () -> typed("web", "db", "--", "true"));
        assertThrows(UsageException.class, () -> typed("web", "--"));
    }

    @Test
    void optionsOfANewProcessNeedACommand() {
        assertThrows(UsageException.class, () -> typed("web", "--env", "A=b"));
    }

    private ProcessConfig typed(String... words) throws Exception {
        assertEquals(0, Typed.words(new StartVerb(host.supervision), words).code());
        return ((Operation.StartProcess) host.operations.submitted().getLast()).config();
    }
}
