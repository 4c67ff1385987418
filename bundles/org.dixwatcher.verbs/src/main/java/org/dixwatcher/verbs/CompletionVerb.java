package org.dixwatcher.verbs;

import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.UsageException;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.text.OptionVerb;
import org.dixwatcher.text.Options;
import org.dixwatcher.text.VerbCard;

import java.util.List;
import java.util.function.Supplier;

/** Prints what a shell needs to complete the words of the command line. */
final class CompletionVerb extends OptionVerb {

    private final Supplier<List<Verb>> verbs;

    CompletionVerb(Supplier<List<Verb>> verbs) {
        super(VerbCard.of("completion", "bash|zsh", ""));
        this.verbs = verbs;
    }

    @Override
    protected int run(VerbCall call, Options options) {
        CompletionScript script = new CompletionScript(verbs.get());
        switch (String.join(" ", options.arguments())) {
            case "bash" -> call.out().print(script.bash());
            case "zsh" -> call.out().print(script.zsh());
            default ->
                    throw new UsageException(
                            "give the shell, bash or zsh; load it with:"
                                    + " source <(dixwatcher completion bash)");
        }
        return ExitCodes.DONE;
    }
}
