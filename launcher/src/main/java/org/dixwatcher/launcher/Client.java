package org.dixwatcher.launcher;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A client in Java: for conversations, and where there is neither curl nor perl. The script has the
 * same in a few lines for each of them.
 */
final class Client {

    private static final String UPGRADE = "dixwatcher-terminal";
    private static final String ERROR_LINE = "error-line: |";
    private static final int NOT_PERMITTED = 4;

    private final Path socket;
    private final LocalTerminal terminal;

    Client(Path socket, LocalTerminal terminal) {
        this.socket = socket;
        this.terminal = terminal;
    }

    /** Asks, prints the answer and returns its exit code. */
    static int run(List<String> arguments) {
        Path socket = Path.of(arguments.getFirst()).toAbsolutePath();
        List<String> words = arguments.subList(1, arguments.size());
        try {
            return new Client(socket, LocalTerminal.ofThisProcess()).ask(words);
        } catch (SocketException e) {
            return unanswered(socket, words, e);
        } catch (EOFException e) {
            System.err.println("dixwatcher: the supervisor ended before it had answered");
            return LauncherException.FAILED;
        } catch (IOException e) {
            System.err.println("dixwatcher: " + e.getMessage());
            return LauncherException.FAILED;
        }
    }

    private static int unanswered(Path socket, List<String> words, SocketException problem) {
        String verb = words.getFirst();
        if (String.valueOf(problem.getMessage()).contains("ermission denied")) {
            System.err.println("dixwatcher: not permitted: " + socket + " belongs to another user");
            return NOT_PERMITTED;
        }
        if (OfflineVerb.VERBS.contains(verb)) {
            return OfflineVerb.run(words);
        }
        System.err.println(
                "dixwatcher: no supervisor answers at "
                        + socket
                        + "; start it with: dixwatcher -exec");
        return verb.equals("status") ? 4 : LauncherException.FAILED;
    }

    /**
     * Asks, and prints the answer.
     *
     * @throws SocketException if nobody answers
     * @throws EOFException if the answer ends early
     */
    int ask(List<String> words) throws IOException {
        try (SocketChannel channel = ControlSocket.connect(socket)) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            OutputStream out = Channels.newOutputStream(channel);
            out.write(request(words));
            Answer answer = new Answer(in);
            if (answer.isUpgraded()) {
                return new RemoteTerminal(in, out, terminal).run();
            }
            return answer.print(terminal.out());
        }
    }

    private byte[] request(List<String> words) {
        StringBuilder body = new StringBuilder(256);
        words.forEach(word -> body.append("word=").append(encoded(word)).append('&'));
        LocalTerminal.Size size = terminal.size();
        body.append("cwd=").append(encoded(Path.of("").toAbsolutePath().toString()));
        body.append("&columns=").append(size.columns()).append("&rows=").append(size.rows());
        body.append("&colours=").append(terminal.colours() ? 1 : 0);
        body.append("&term=").append(encoded(terminal.type()));
        body.append("&tty_pid=").append(ProcessHandle.current().pid());
        String head =
                "POST /v1/verb HTTP/1.1\r\nHost: dixwatcher\r\nConnection: Upgrade\r\nUpgrade: "
                        + UPGRADE
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An answer of the server, read as far as its head. */
    private static final class Answer {
        private final InputStream in;
        private final boolean upgraded;
        private boolean chunked;
        private int length;
        private int exitCode = -1;

        Answer(InputStream in) throws IOException {
            this.in = in;
            this.upgraded = line().startsWith("HTTP/1.1 101");
            fields();
        }

        boolean isUpgraded() {
            return upgraded;
        }

        int print(PrintStream out) throws IOException {
            if (chunked) {
                int size = Integer.parseInt(line(), 16);
                while (size > 0) {
                    copy(size, out);
                    line();
                    size = Integer.parseInt(line(), 16);
                }
                fields();
            } else {
                copy(length, out);
            }
            if (exitCode < 0) {
                throw new EOFException("no exit code");
            }
            return exitCode;
        }

        private void copy(int size, PrintStream out) throws IOException {
            out.write(in.readNBytes(size));
            out.flush();
        }

        private void fields() throws IOException {
            for (String line = line(); !line.isEmpty(); line = line()) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith(ERROR_LINE)) {
                    System.err.println(line.substring(ERROR_LINE.length(), line.length() - 1));
                } else if (lower.startsWith("exit-code: ")) {
                    exitCode = Integer.parseInt(line.substring("exit-code: ".length()));
                } else if (lower.startsWith("content-length: ")) {
                    length = Integer.parseInt(line.substring("content-length: ".length()));
                } else if (lower.equals("transfer-encoding: chunked")) {
                    chunked = true;
                }
            }
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new EOFException("the answer ended early");
                }
                if (b != '\r') {
                    line.write(b);
                }
            }
            return line.toString(StandardCharsets.UTF_8);
        }
    }
}
