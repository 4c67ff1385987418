package org.dixwatcher.api.verb;

import org.osgi.annotation.versioning.ConsumerType;

import java.io.IOException;

/** A verb that can also hold a conversation with a person, where the door has one at hand. */
@ConsumerType
public interface InteractiveVerb extends Verb {

    /**
     * Talks until the person is gone or has had enough. The writers of the call are not used.
     *
     * @return the exit code
     * @throws UsageException if the words are wrong
     * @throws IOException if the person is gone
     * @throws InterruptedException if the door closes
     */
    int converse(VerbCall call, Conversation conversation) throws IOException, InterruptedException;
}
