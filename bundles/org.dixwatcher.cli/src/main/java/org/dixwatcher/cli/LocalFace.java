package org.dixwatcher.cli;

import org.dixwatcher.api.Caller;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.api.verb.VerbDoor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Verbs on standard output, for the launcher where it runs one without a supervisor. Launcher and
 * bundles share the types of the JDK only, hence this one.
 */
@Component(service = ToIntFunction.class, property = "dixwatcher.face=terminal")
public final class LocalFace implements ToIntFunction<List<String>> {

    @Reference private volatile List<Verb> verbs = List.of();

    @Override
    public int applyAsInt(List<String> words) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        try {
            VerbDoor.Found found = VerbDoor.find(verbs, words);
            Caller caller = new Caller(Caller.PERSON, System.getProperty("user.name"), "by cli");
            VerbCall call =
                    new VerbCall(
                            found.words(),
                            out,
                            err,
                            VerbCall.Terminal.NONE,
                            caller,
                            Path.of("").toAbsolutePath());
            return VerbDoor.run(found.verb(), call);
        } catch (UsageException e) {
            err.println(e.getMessage());
            return ExitCodes.USAGE;
        } catch (IOException e) {
            return ExitCodes.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.FAILED;
        } finally {
            out.flush();
            err.flush();
        }
    }
}
