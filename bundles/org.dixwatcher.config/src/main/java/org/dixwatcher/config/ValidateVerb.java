package org.dixwatcher.config;

import com.fasterxml.jackson.jr.ob.JSON;

import org.dixwatcher.api.ConfigurationSource.InvalidConfigurationException;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code validate}: reads and checks, and needs no supervisor for it. */
@Component
public final class ValidateVerb implements Verb {

    private final Configurations configurations;

    @Activate
    public ValidateVerb(@Reference Configurations configurations) {
        this.configurations = configurations;
    }

    @Override
    public String name() {
        return "validate";
    }

    @Override
    public String synopsis() {
        return VerbOptions.SYNOPSIS;
    }

    @Override
    public String summary() {
        return "Check a configuration and show every mistake in it.";
    }

    @Override
    public List<Option> options() {
        return VerbOptions.OPTIONS;
    }

    @Override
    public Completion completion() {
        return Completion.FILE;
    }

    @Override
    public int run(VerbCall call) throws IOException {
        VerbOptions options = VerbOptions.of(call);
        try {
            Configuration configuration = configurations.read(options.path());
            if (!configuration.unclaimed().isEmpty()) {
                MistakeText.show(configuration.unclaimed(), options, call);
                return ExitCodes.FAILED;
            }
            MistakeText.warn(configuration, options, call);
            show(configuration, options, call);
            return ExitCodes.DONE;
        } catch (InvalidConfigurationException e) {
            MistakeText.show(e.mistakes(), options, call);
            return ExitCodes.FAILED;
        }
    }

    private static void show(Configuration configuration, VerbOptions options, VerbCall call)
            throws IOException {
        String revision = configuration.desired().revision();
        int processes = configuration.desired().processes().size();
        if (!options.json()) {
            call.out()
                    .println(
                            configuration.desired().source()
                                    + ": valid, "
                                    + (processes == 1 ? "1 process" : processes + " processes")
                                    + " (revision "
                                    + revision
                                    + ")");
            return;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("valid", true);
        json.put("revision", revision);
        json.put("processes", processes);
        json.put("mistakes", List.of());
        json.put("warnings", MistakeText.plain(configuration.warnings()));
        call.out().println(JSON.std.asString(json));
    }
}
