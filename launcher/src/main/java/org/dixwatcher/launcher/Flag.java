package org.dixwatcher.launcher;

/** The flags of the daemon. */
enum Flag {
    CONF("conf", "PATH", "", "the configuration: a TOML file, or a folder of them"),
    EXEC("exec", "", "", "act: start, watch over and restart the processes"),
    WATCH("watch", "", "", "observe: say what -exec would do, and touch nothing"),
    PROCESS_MANAGER("process-manager", "NAME", "", "the backend of processes that name none"),
    PROCESS_LOG_DIR("process-log-dir", "DIR", "", "where log files of processes are written"),
    PROCESS_PID_DIR("process-pid-dir", "DIR", "", "where PID files are written"),
    PROCESS_MAX_RESTARTS("process-max-restarts", "N", "", "restarts in a window before giving up"),
    STATE_DIR("state-dir", "DIR", "", "what must survive a reboot; one instance for each"),
    SOCKET("socket", "PATH", "", "the control socket; default: control.sock in the PID directory"),
    SHELL("shell", "", "shell", "a Gogo prompt on this terminal"),
    KEEPER("keeper", "yes|no", "", "whether a small parent keeps what must outlive a crash (yes)"),
    DAEMON("daemon", "", "", "go to the background; for hosts without an init system"),
    FEATURES("features", "A,B", "", "which features to start; default: all there are"),
    DEV("dev", "DIR", "deploy", "update bundles whose jars change below this folder"),
    METRICS("metrics", "", "metrics", "serve metrics for Prometheus"),
    METRICS_PORT("metrics-port", "PORT", "metrics", "where (9090)"),
    ALERTS("alerts", "", "alert", "watch the alert rules"),
    SLACK_WEBHOOK("slack-webhook", "URL", "alert.slack", "send alerts to Slack"),
    WEBHOOK_URL("webhook-url", "URL", "alert.webhook", "send alerts to a webhook"),
    RESOURCE_MONITORING("resource-monitoring", "", "alert", "watch CPU, memory and disk I/O"),
    CIRCUIT_BREAKER("circuit-breaker", "", "breaker", "guard start and restart by breakers"),
    HEALTH_HISTORY("health-history", "", "history", "keep a history of health"),
    HEALTH_HISTORY_DB("health-history-db", "URL", "history", "its database"),
    CONFIG_PORT("config-port", "PORT", "http", "port of the API and the console (9091)"),
    TEMPORAL_HOST("temporal-host", "ADDRESS", "temporal", "the Temporal server (localhost:7233)"),
    TEMPORAL_NAMESPACE("temporal-namespace", "NAME", "temporal", "its namespace"),
    TEMPORAL_DEV("temporal-dev", "", "temporal", "start a development server beside it"),
    VERSION("version", "", "", "print the version and end"),
    HELP("help", "", "", "print this and end");

    private final String word;
    private final String operand;
    private final String part;
    private final String doc;

    Flag(String word, String operand, String part, String doc) {
        this.word = word;
        this.operand = operand;
        this.part = part;
        this.doc = doc;
    }

    /** Returns the flag without dashes. */
    String word() {
        return word;
    }

    /** Returns what its value is called; empty if it takes none. */
    String operand() {
        return operand;
    }

    boolean takesValue() {
        return !operand.isEmpty();
    }

    /** Returns the end of the symbolic name of the bundle that reads it; empty for the core's. */
    String part() {
        return part;
    }

    String doc() {
        return doc;
    }

    /** Returns the framework property that carries it to the bundles. */
    String property() {
        return "dixwatcher." + word.replaceFirst("^process-(?!manager)", "").replace('-', '.');
    }
}
