package org.dixwatcher.shell;

import org.dixwatcher.api.verb.Conversation;
import org.dixwatcher.api.verb.VerbCall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Lines from a file or a pipe, one after the other, without a prompt. */
final class PlainLines {

    private final Gogo gogo;
    private final VerbCall call;
    private final Conversation conversation;

    PlainLines(Gogo gogo, VerbCall call, Conversation conversation) {
        this.gogo = gogo;
        this.call = call;
        this.conversation = conversation;
    }

    /** Runs all lines; returns the exit code of the last. */
    int run() throws IOException, InterruptedException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(conversation.keys(), StandardCharsets.UTF_8));
        int exitCode = 0;
        try (ShellSession session =
                gogo.session(
                        call, conversation, InputStream.nullInputStream(), conversation.screen())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                exitCode = line.isBlank() ? exitCode : session.execute(line);
            }
        }
        return exitCode;
    }
}
