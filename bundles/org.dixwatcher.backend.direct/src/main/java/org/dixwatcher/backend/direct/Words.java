package org.dixwatcher.backend.direct;

import org.dixwatcher.api.ErrorCode;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.ProcessException;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.linux.Accounts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the words with which a gate becomes the program: umask, directory, environment, user, and
 * at last exec. Everything that comes from a person is quoted, never pasted.
 *
 * <p>They are one compound command: a shell runs it only once it has read its end, so that words
 * cut off by our death run nothing. The redirection of the compound moves the pipe to a descriptor
 * that exec closes, which tells us when the program runs.
 */
final class Words {

    /** Exit code of a gate that could not enter the working directory. */
    static final int NO_DIRECTORY = 121;

    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<String> INHERITED = List.of("PATH", "LANG", "TZ");
    private static final String DEFAULT_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Accounts accounts;
    private final Map<String, String> own;

    Words(Accounts accounts, Map<String, String> own) {
        this.accounts = accounts;
        this.own = own;
    }

    /**
     * Writes the words for a process.
     *
     * @throws ProcessException if its user or group does not exist
     */
    byte[] of(ProcessConfig config) {
        Optional<Accounts.User> user = config.get(ProcessFields.USER).map(this::user);
        StringBuilder words = new StringBuilder("{ ");
        words.append("umask ")
                .append(Integer.toOctalString(config.get(ProcessFields.UMASK)))
                .append("; cd -- ")
                .append(quote(config.get(ProcessFields.WORKING_DIR)))
                .append(" || exit " + NO_DIRECTORY + "; unset PWD OLDPWD; ");
        List<String> odd = environment(words, config, user);
        words.append("exec ");
        credentials(words, config, user);
        if (!odd.isEmpty()) {
            words.append("env ").append(quoted(odd)).append(' ');
        }
        words.append(quoted(config.words()));
        if (!config.get(ProcessFields.CAPTURE_OUTPUT)) {
            words.append(" >/dev/null 2>&1");
        }
        return words.append("; } 3<&-\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Exports what a shell can name; returns the rest as KEY=VALUE. */
    private List<String> environment(
            StringBuilder words, ProcessConfig config, Optional<Accounts.User> user) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("PATH", DEFAULT_PATH);
        for (String name : INHERITED) {
            if (own.containsKey(name)) {
                variables.put(name, own.getOrDefault(name, ""));
            }
        }
        user.ifPresent(
                account -> {
                    variables.put("HOME", account.home());
                    variables.put("USER", account.name());
                    variables.put("LOGNAME", account.name());
                    variables.put("SHELL", account.shell());
                });
        variables.put("DIXWATCHER_PROCESS", config.name());
        variables.putAll(config.get(ProcessFields.ENVIRONMENT));
        List<String> odd = new ArrayList<>();
        words.append("export");
        variables.forEach(
                (name, value) -> {
                    if (SHELL_NAME.matcher(name).matches()) {
                        words.append(' ').append(name).append('=').append(quote(value));
                    } else {
                        odd.add(name + "=" + value);
                    }
                });
        words.append("; ");
        return odd;
    }

    private void credentials(
            StringBuilder words, ProcessConfig config, Optional<Accounts.User> user) {
        Optional<Long> group = config.get(ProcessFields.GROUP).map(this::group);
        if (user.isEmpty() && group.isEmpty()) {
            return;
        }
        words.append("setpriv ");
        user.ifPresent(account -> words.append("--reuid=").append(account.uid()).append(' '));
        group.or(() -> user.map(Accounts.User::gid))
                .ifPresent(gid -> words.append("--regid=").append(gid).append(' '));
        if (user.isPresent()) {
            long gid = group.orElse(user.get().gid());
            words.append("--groups=")
                    .append(
                            accounts.groups(user.get().name(), gid).stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(",")))
                    .append(' ');
        } else {
            words.append("--clear-groups ");
        }
        words.append("-- ");
    }

    private Accounts.User user(String name) {
        return accounts.user(name)
                .or(() -> numeric(name))
                .orElseThrow(
                        () ->
                                new ProcessException(
                                        ErrorCode.START_FAILED,
                                        "there is no user \"" + name + "\" on this host"));
    }

    private static Optional<Accounts.User> numeric(String name) {
        return Accounts.isNumber(name)
                ? Optional.of(
                        new Accounts.User(
                                name, Long.parseLong(name), Long.parseLong(name), "/", "/bin/sh"))
                : Optional.empty();
    }

    private Long group(String name) {
        return accounts.group(name)
                .orElseThrow(
                        () ->
                                new ProcessException(
                                        ErrorCode.START_FAILED,
                                        "there is no group \"" + name + "\" on this host"));
    }

    private static String quoted(List<String> words) {
        return words.stream().map(Words::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
