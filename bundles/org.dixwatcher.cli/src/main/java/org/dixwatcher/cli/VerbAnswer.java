package org.dixwatcher.cli;

import org.dixwatcher.api.Caller;
import org.dixwatcher.api.verb.ExitCodes;
import org.dixwatcher.api.verb.InteractiveVerb;
import org.dixwatcher.api.verb.Verb;
import org.dixwatcher.api.verb.VerbCall;
import org.dixwatcher.api.verb.VerbDoor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs one verb for one client, and stops it when the client is gone. */
final class VerbAnswer {

    private final InputStream in;
    private final OutputStream out;
    private final VerbRequest request;
    private final Caller caller;

    VerbAnswer(InputStream in, OutputStream out, VerbRequest request, Caller caller) {
        this.in = in;
        this.out = out;
        this.request = request;
        this.caller = caller;
    }

    /** Answers with what the verb prints. */
    void run(Verb verb, List<String> words) throws IOException, InterruptedException {
        Reply reply = new Reply(out);
        PrintWriter text = writer(reply);
        boolean terminal = request.terminal().columns() > 0;
        ErrorText errors = new ErrorText(text, () -> terminal && reply.streams());
        PrintWriter errorWriter = new PrintWriter(errors);
        AtomicBoolean ended = watchForDeparture();
        int code = VerbDoor.run(verb, call(words, text, errorWriter));
        ended.set(true);
        reply.end();
        errorWriter.flush();
        if (text.checkError()) {
            throw new IOException("the client no longer listens");
        }
        reply.finish(200, code, errors.take());
    }

    /**
     * Interrupts this thread when the client closes the connection: one that waits for output to
     * come would otherwise not learn of it before the next line.
     */
    private AtomicBoolean watchForDeparture() {
        AtomicBoolean ended = new AtomicBoolean();
        Thread worker = Thread.currentThread();
        Thread.startVirtualThread(
                () -> {
                    try {
                        in.transferTo(OutputStream.nullOutputStream()); // until the end
                    } catch (IOException e) {
                        // That is a departure too.
                    }
                    if (!ended.get()) {
                        worker.interrupt();
                    }
                });
        return ended;
    }

    /** Hands the connection over to the verb, as a terminal. */
    void converse(InteractiveVerb verb, List<String> words)
            throws IOException, InterruptedException {
        FramedTerminal terminal = FramedTerminal.open(in, out, request);
        StringWriter errors = new StringWriter();
        PrintWriter err = new PrintWriter(errors);
        VerbCall call = call(words, writer(terminal.screen()), err);
        int code = ExitCodes.FAILED;
        try {
            code = VerbDoor.guard(verb, err, () -> verb.converse(call, terminal));
        } finally {
            terminal.close(code, errors.toString());
        }
    }

    private static PrintWriter writer(OutputStream out) {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    private VerbCall call(List<String> words, PrintWriter text, PrintWriter errors) {
        return new VerbCall(words, text, errors, request.terminal(), caller, request.directory());
    }
}
