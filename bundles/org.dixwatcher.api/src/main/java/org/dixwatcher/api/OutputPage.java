package org.dixwatcher.api;

import java.util.List;

/**
 * Lines of a process, oldest first.
 *
 * @param lines what was asked for and is still kept
 * @param next what to pass as {@link OutputQuery#after()} to go on from here
 * @param missed how many lines after the one asked for were no longer kept
 */
public record OutputPage(List<OutputLine> lines, long next, long missed) {
    public OutputPage {
        lines = List.copyOf(lines);
    }
}
