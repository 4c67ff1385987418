package org.dixwatcher.api;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Instant;
import java.util.List;

/** The configurations that were applied, as far as they are kept. Safe for use by any thread. */
@ProviderType
public interface Revisions {

    /** Returns those that are kept, the newest first; the newest is the one in force. */
    List<Applied> list();

    /**
     * Returns the configuration of a revision, to be applied again.
     *
     * @throws ProcessException with {@link ErrorCode#INVALID_REQUEST} if it is not kept
     */
    DesiredState load(String revision);

    /**
     * One that was applied.
     *
     * @param revision its digest
     * @param source where it was read from
     * @param at when it was applied
     * @param processes how many processes it has
     */
    record Applied(String revision, String source, Instant at, int processes) {}
}
