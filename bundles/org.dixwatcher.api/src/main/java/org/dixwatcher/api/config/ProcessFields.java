package org.dixwatcher.api.config;

import org.dixwatcher.api.Signal;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every field of a process, in the order in which the documentation lists them. */
public final class ProcessFields {

    private static final Map<String, ConfigField<?>> ALL = new LinkedHashMap<>();

    public static final ConfigField<List<String>> COMMAND =
            field(
                    "command",
                    FieldTypes.WORDS,
                    List.of(),
                    "The program, and arguments if it is a list. No shell is involved; PATH is"
                            + " searched when it holds no slash. Required.");
    public static final ConfigField<List<String>> ARGS =
            field("args", FieldTypes.TEXTS, List.of(), "Arguments after those of command.");
    public static final ConfigField<String> WORKING_DIR =
            field(
                    "working_dir",
                    FieldTypes.TEXT,
                    "/",
                    "The directory the program starts in; it must exist.");
    public static final ConfigField<Map<String, String>> ENVIRONMENT =
            field(
                    "environment",
                    FieldTypes.ENVIRONMENT,
                    Map.of(),
                    "Environment variables. The supervisor's own are not inherited, but for PATH,"
                            + " LANG and TZ.");
    public static final ConfigField<Optional<String>> ENV_FILE =
            absent(
                    "env_file",
                    FieldTypes.TEXT,
                    "A file of KEY=VALUE lines; environment wins over it.");
    public static final ConfigField<Optional<String>> USER =
            absent(
                    "user",
                    FieldTypes.TEXT,
                    "User name or id. Its groups, HOME, USER, LOGNAME and SHELL are set as login"
                            + " does. Needs root.");
    public static final ConfigField<Optional<String>> GROUP =
            absent("group", FieldTypes.TEXT, "Group name or id; the user's own if not given.");
    public static final ConfigField<Double> CPU_LIMIT =
            field(
                    "cpu_limit",
                    FieldTypes.decimal(0, 65536),
                    0.0,
                    "CPU time in cores for the whole tree; 0 is no limit.");
    public static final ConfigField<Long> MEMORY_LIMIT =
            field(
                    "memory_limit",
                    FieldTypes.SIZE,
                    0L,
                    "Memory for the whole tree; beyond it the kernel kills, and the exit is told"
                            + " as out of memory. 0 is no limit.");
    public static final ConfigField<Long> IO_WEIGHT =
            field(
                    "io_weight",
                    FieldTypes.integer(0, 1000),
                    0L,
                    "Share of disk I/O against others, 1 to 1000; 0 is the system's default.");
    public static final ConfigField<Long> TASKS_LIMIT =
            field(
                    "tasks_limit",
                    FieldTypes.integer(0, 4_194_304),
                    0L,
                    "Processes and threads of the whole tree; 0 is no limit.");
    public static final ConfigField<RestartMode> RESTART_POLICY =
            field(
                    "restart_policy",
                    FieldTypes.word(RestartMode.class),
                    RestartMode.ON_FAILURE,
                    "When to start again after an end that nobody asked for.");
    public static final ConfigField<Duration> RESTART_DELAY =
            field(
                    "restart_delay",
                    FieldTypes.DURATION,
                    Duration.ofSeconds(1),
                    "Wait before the first restart; 0 is at once.");
    public static final ConfigField<Double> RESTART_BACKOFF =
            field(
                    "restart_backoff",
                    FieldTypes.decimal(1, 100),
                    2.0,
                    "Factor by which the delay grows with each restart; 1 keeps it fixed.");
    public static final ConfigField<Duration> RESTART_MAX_DELAY =
            field(
                    "restart_max_delay",
                    FieldTypes.DURATION,
                    Duration.ofSeconds(60),
                    "The delay grows no further than this. Up to 20 % is added at random.");
    public static final ConfigField<Duration> RESTART_RESET_AFTER =
            field(
                    "restart_reset_after",
                    FieldTypes.DURATION,
                    Duration.ofSeconds(60),
                    "After running this long, the delay starts from the beginning.");
    public static final ConfigField<Long> MAX_RESTARTS =
            field(
                    "max_restarts",
                    FieldTypes.integer(0, 1_000_000_000),
                    5L,
                    "More restarts than this within restart_window make the process failed.");
    public static final ConfigField<Duration> RESTART_WINDOW =
            field(
                    "restart_window",
                    FieldTypes.DURATION,
                    Duration.ofMinutes(5),
                    "The time over which restarts are counted.");
    public static final ConfigField<Duration> RESTART_RETRY_IN =
            field(
                    "restart_retry_in",
                    FieldTypes.DURATION,
                    Duration.ZERO,
                    "A failed process is tried again after this; 0 is never.");
    public static final ConfigField<List<Long>> SUCCESS_EXIT_CODES =
            field(
                    "success_exit_codes",
                    FieldTypes.listOf(FieldTypes.integer(0, 255)),
                    List.of(0L),
                    "Exit codes that are no failure.");
    public static final ConfigField<Boolean> CAPTURE_OUTPUT =
            field(
                    "capture_output",
                    FieldTypes.SWITCH,
                    true,
                    "Whether standard output and standard error are kept; otherwise they go to"
                            + " /dev/null.");
    public static final ConfigField<Optional<String>> LOG_FILE =
            absent(
                    "log_file",
                    FieldTypes.TEXT,
                    "Where output is written; NAME.log in the log directory if not given, \"none\""
                            + " for no file.");
    public static final ConfigField<Long> LOG_MAX_SIZE =
            field(
                    "log_max_size",
                    FieldTypes.SIZE,
                    50L << 20,
                    "The log file is rotated when it would grow beyond this; 0 is never.");
    public static final ConfigField<Long> LOG_MAX_FILES =
            field(
                    "log_max_files",
                    FieldTypes.integer(0, 10_000),
                    10L,
                    "How many rotated files are kept: NAME.log.1 is the newest.");
    public static final ConfigField<Boolean> LOG_TIMESTAMPS =
            field(
                    "log_timestamps",
                    FieldTypes.SWITCH,
                    false,
                    "Whether each line of the log file begins with its time and stream.");
    public static final ConfigField<Overflow> LOG_OVERFLOW =
            field(
                    "log_overflow",
                    FieldTypes.word(Overflow.class),
                    Overflow.DROP,
                    "What gives way when the disk stalls: the oldest output, or the program.");
    public static final ConfigField<Signal> STOP_SIGNAL =
            field(
                    "stop_signal",
                    FieldTypes.SIGNAL,
                    Signal.TERM,
                    "How the program is asked to end.");
    public static final ConfigField<Duration> STOP_TIMEOUT =
            field(
                    "stop_timeout",
                    FieldTypes.DURATION,
                    Duration.ofSeconds(10),
                    "How long it is given before SIGKILL.");
    public static final ConfigField<List<StopStep>> STOP_STEPS =
            field(
                    "stop_steps",
                    FieldTypes.listOf(StopStep.TYPE),
                    List.of(),
                    "A ladder of signals and waits in place of stop_signal and stop_timeout;"
                            + " SIGKILL comes at its end.");
    public static final ConfigField<KillMode> KILL_MODE =
            field(
                    "kill_mode",
                    FieldTypes.word(KillMode.class),
                    KillMode.GROUP,
                    "Whom a stop reaches: group (the whole tree), mixed (signal to the main"
                            + " program, SIGKILL to all) or main.");
    public static final ConfigField<Optional<Probe>> HEALTH_CHECK =
            absent("health_check", Probe.TYPE, "The original's form of liveness_probe.");
    public static final ConfigField<Optional<Probe>> STARTUP_PROBE =
            absent("startup_probe", Probe.TYPE, "Holds the other probes back until it succeeds.");
    public static final ConfigField<Optional<Probe>> READINESS_PROBE =
            absent("readiness_probe", Probe.TYPE, "Tells whether the process can serve.");
    public static final ConfigField<Optional<Probe>> LIVENESS_PROBE =
            absent("liveness_probe", Probe.TYPE, "Tells whether the process must be restarted.");
    public static final ConfigField<Map<String, DependencyCondition>> DEPENDS_ON =
            field(
                    "depends_on",
                    Dependencies.TYPE,
                    Map.of(),
                    "Processes that must have reached a condition first; a list means started.");
    public static final ConfigField<Long> INSTANCES =
            field(
                    "instances",
                    FieldTypes.integer(1, 10_000),
                    1L,
                    "How many copies; they are named NAME@1 to NAME@N.");
    public static final ConfigField<Boolean> AUTOSTART =
            field(
                    "autostart",
                    FieldTypes.SWITCH,
                    true,
                    "Whether it starts with dixwatcher and when it is new in the configuration.");
    public static final ConfigField<Boolean> ESSENTIAL =
            field(
                    "essential",
                    FieldTypes.SWITCH,
                    false,
                    "Whether dixwatcher ends when this process ends, with its exit code.");
    public static final ConfigField<Integer> UMASK =
            field("umask", FieldTypes.MODE, 022, "File mode creation mask.");
    public static final ConfigField<Long> NICE =
            field("nice", FieldTypes.integer(-20, 19), 0L, "Scheduling priority, −20 to 19.");
    public static final ConfigField<Map<String, Rlimit>> RLIMITS =
            field(
                    "rlimits",
                    FieldTypes.mapOf(Rlimit.TYPE),
                    Map.of(),
                    "Resource limits by the names of setrlimit(2), for example nofile.");
    public static final ConfigField<Long> OOM_SCORE_ADJUST =
            field(
                    "oom_score_adjust",
                    FieldTypes.integer(-1000, 1000),
                    0L,
                    "Added to the kernel's score when memory runs out on the host.");
    public static final ConfigField<Optional<String>> BACKEND =
            absent("backend", FieldTypes.TEXT, "Which backend runs it; the active one if not set.");
    public static final ConfigField<Boolean> STRICT =
            field(
                    "strict",
                    FieldTypes.SWITCH,
                    false,
                    "Whether a field that the backend cannot honour is an error.");

    private ProcessFields() {}

    /** Returns all fields by key, in the order of the documentation. */
    public static Map<String, ConfigField<?>> all() {
        return java.util.Collections.unmodifiableMap(ALL);
    }

    /** Returns the field with a key, or null if there is none. */
    public static @Nullable ConfigField<?> named(String key) {
        return ALL.get(key);
    }

    private static <T> ConfigField<T> field(String key, FieldType<T> type, T fallback, String doc) {
        ConfigField<T> field = new ConfigField<>(key, type, fallback, doc);
        ALL.put(key, field);
        return field;
    }

    private static <T> ConfigField<Optional<T>> absent(String key, FieldType<T> type, String doc) {
        return field(key, FieldTypes.optional(type), Optional.empty(), doc);
    }
}
