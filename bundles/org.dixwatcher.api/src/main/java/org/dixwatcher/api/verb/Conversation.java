package org.dixwatcher.api.verb;

import org.osgi.annotation.versioning.ProviderType;

import java.io.InputStream;
import java.io.OutputStream;

/** A person's terminal, key by key. Made by a door; closed by it when the verb returns. */
@ProviderType
public interface Conversation {

    /** Returns the keys as they are typed, unedited; ends when the person is gone. */
    InputStream keys();

    /** Returns what the person sees. */
    OutputStream screen();

    /** Returns what the terminal is, as the variable TERM says; {@code dumb} if it is none. */
    String type();

    /** Returns its size at this moment. */
    VerbCall.Terminal size();

    /** Has something called, on any thread, whenever the size changes. */
    void onResize(Runnable action);
}
