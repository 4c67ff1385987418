package org.dixwatcher.supervisor;

import java.io.IOException;
import java.util.Collection;

/** A file that grows by lines; a test puts a failing disk in its place. */
interface LogFile extends AutoCloseable {

    /** Returns all there is. */
    byte[] read() throws IOException;

    /** Writes at the end. */
    void append(byte[] bytes) throws IOException;

    /** Cuts off what is beyond a length. */
    void truncate(long length) throws IOException;

    /** Returns once what was written survives a loss of power. */
    void sync() throws IOException;

    /** Puts other lines in the place of all there is; after a crash it is either of the two. */
    void replace(Collection<byte[]> lines) throws IOException;

    @Override
    void close() throws IOException;
}
