package org.dixwatcher.cli;

import org.dixwatcher.api.verb.VerbCall;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a client sent to be done.
 *
 * @param words the verb and what follows
 * @param directory where the client stands
 * @param terminal what it shows the answer on
 * @param terminalType its variable TERM
 * @param clientPid its process, as it says; 0 if it does not
 * @param interactive whether it offers a conversation
 */
record VerbRequest(
        List<String> words,
        Path directory,
        VerbCall.Terminal terminal,
        String terminalType,
        int clientPid,
        boolean interactive) {

    static final String UPGRADE = "dixwatcher-terminal";

    VerbRequest {
        words = List.copyOf(words);
    }

    static VerbRequest of(HttpRequest request) throws BadRequestException {
        if (!request.path().equals("/v1/verb")) {
            throw new BadRequestException(404, "there is only /v1/verb, not " + request.path());
        }
        if (!request.method().equals("POST")) {
            throw new BadRequestException(405, "/v1/verb takes POST, not " + request.method());
        }
        FormFields fields = FormFields.parse(request.body());
        return new VerbRequest(
                fields.all("word"),
                directory(fields.first("cwd")),
                new VerbCall.Terminal(
                        fields.number("columns"),
                        fields.number("rows"),
                        fields.number("colours") > 0),
                fields.first("term"),
                fields.number("tty_pid"),
                request.header("upgrade").equals(UPGRADE));
    }

    private static Path directory(String text) throws BadRequestException {
        try {
            Path directory = Path.of(text.isEmpty() ? "/" : text);
            if (directory.isAbsolute()) {
                return directory;
            }
        } catch (InvalidPathException e) {
            throw new BadRequestException(400, "cwd is no path: " + e.getReason());
        }
        throw new BadRequestException(400, "cwd is an absolute path, not " + text);
    }
}
