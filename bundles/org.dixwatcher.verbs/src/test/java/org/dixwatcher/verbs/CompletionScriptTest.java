package org.dixwatcher.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Runs the script in a bash, with a client that knows two processes. */
class CompletionScriptTest {

    private final Example host = new Example();
    private final CompletionScript script =
            new CompletionScript(
                    List.of(
                            new StopVerb(host.supervision),
                            new UseVerb(host.supervision),
                            new CompletionVerb(List::of),
                            new OtherVerbsTest.Install()));

    @Test
    void theFirstWordIsAVerbOrAScope() throws Exception {
        assertEquals(Set.of("stop", "use", "bundle"), complete(""));
        assertEquals(Set.of("stop"), complete("st"));
    }

    @Test
    void aScopeIsFollowedByItsVerbs() throws Exception {
        assertEquals(Set.of("install"), complete("bundle", ""));
    }

    @Test
    void namesOfProcessesAreAskedFor() throws Exception {
        assertEquals(Set.of("web", "db", "all", "--timeout=", "--help"), complete("stop", ""));
        assertEquals(Set.of("web"), complete("stop", "db", "w"));
    }

    @Test
    void namesOfManagersAreAskedFor() throws Exception {
        assertEquals(Set.of("direct", "--help"), complete("use", ""));
    }

    @Test
    void filesAreCompletedByTheShell() throws Exception {
        assertTrue(complete("bundle", "install", "/etc/pass").contains("/etc/passwd"));
    }

    @Test
    void theSameWordsStandInTheScriptForZsh() {
        assertTrue(script.zsh().startsWith("#compdef dixwatcher\n"));
        assertTrue(script.zsh().contains("*:\"stop \"*) echo \"@process --timeout= --help\" ;;"));
    }

    private Set<String> complete(String... words) throws Exception {
        StringBuilder typed = new StringBuilder("dixwatcher");
        for (String word : words) {
            typed.append(" '").append(word).append("'");
        }
        String test =
                """
                dixwatcher() { case "$1" in list) echo web; echo db;; managers) echo direct;; esac; }
                COMP_WORDS=(%s)
                COMP_CWORD=%d
                _dixwatcher
                printf '%%s\\n' "${COMPREPLY[@]}"
                """
                        .formatted(typed, words.length);
        Process bash =
                new ProcessBuilder("bash", "-uc", script.bash() + test)
                        .redirectErrorStream(true)
                        .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), out);
        return new TreeSet<>(out.lines().filter(line -> !line.isEmpty()).toList());
    }
}
