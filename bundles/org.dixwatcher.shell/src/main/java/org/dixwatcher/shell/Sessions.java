package org.dixwatcher.shell;

import org.dixwatcher.api.verb.Conversation;
import org.dixwatcher.api.verb.VerbCall;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that are open. The first one makes verbs known to Gogo, for good. */
final class Sessions {

    private final BundleContext context;
    private final Set<Thread> open = ConcurrentHashMap.newKeySet();
    private @Nullable Gogo gogo;

    Sessions(BundleContext context) {
        this.context = context;
    }

    /** Runs one line and returns the exit code. */
    int line(VerbCall call, String line) throws IOException, InterruptedException {
        open.add(Thread.currentThread());
        try (ShellSession session = gogo().session(call)) {
            return session.execute(line);
        } finally {
            open.remove(Thread.currentThread());
        }
    }

    /** Talks with a person until they have had enough. */
    int converse(VerbCall call, Conversation conversation)
            throws IOException, InterruptedException {
        open.add(Thread.currentThread());
        try {
            boolean terminal = conversation.size().columns() > 0;
            return terminal
                    ? new Prompt(context, gogo(), call, conversation).run()
                    : new PlainLines(gogo(), call, conversation).run();
        } finally {
            open.remove(Thread.currentThread());
        }
    }

    private synchronized Gogo gogo() {
        Gogo present = gogo;
        if (present == null) {
            present = Gogo.of(context);
            gogo = present;
        }
        return present;
    }

    /** Ends all sessions; the commands are gone for whoever else uses Gogo. */
    synchronized void close() {
        open.forEach(Thread::interrupt);
        if (gogo != null) {
            gogo.close();
        }
    }
}
