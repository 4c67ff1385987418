package org.dixwatcher.verbs;

import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says which supervisor answers. */
final class VersionVerb extends OptionVerb {

    private final String version;

    VersionVerb(String version) {
        super(
                Format.ofText(
                        VerbCard.of(
                                "version",
                                "[-o text|json]",
                                "Says which version of dixwatcher runs, and on what.")));
        this.version = version;
    }

    @Override
    protected int run(VerbCall call, Options options) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", version);
        facts.put("pid", ProcessHandle.current().pid());
        facts.put("java", Runtime.version().toString());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("arch", System.getProperty("os.arch"));
        if (Format.isJson(options)) {
            Json.print(call.out(), facts);
            return ExitCodes.DONE;
        }
        call.out()
                .println(
                        "dixwatcher %s (pid %s, Java %s, %s %s)"
                                .formatted(facts.values().toArray()));
        return ExitCodes.DONE;
    }
}
