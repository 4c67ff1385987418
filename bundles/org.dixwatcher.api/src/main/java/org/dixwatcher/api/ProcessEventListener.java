package org.dixwatcher.api;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.List;

/**
 * A listener at the end of the event pipeline, registered as a service with the property {@link
 * #NAME}. Its place in the journal is kept on disk under that name, so that it may be slow, broken,
 * absent or swapped and still misses nothing that is kept. Called by one thread at a time.
 */
@ConsumerType
public interface ProcessEventListener {

    /** The service property with the name under which the place in the journal is kept. */
    String NAME = "listener.name";

    /**
     * Takes events, oldest first. The place is kept after it returns; events are given again if it
     * throws, or if the supervisor dies first.
     */
    void onEvents(List<ProcessEvent> events) throws Exception;

    /** Is told that events were dropped from the journal before this listener had them. */
    default void onMissed(long count) {}
}
