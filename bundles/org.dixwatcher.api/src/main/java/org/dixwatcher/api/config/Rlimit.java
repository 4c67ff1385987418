package org.dixwatcher.api.config;

import java.util.Map;

/**
 * A pair of resource limits.
 *
 * <p>Source: getrlimit(2). {@link #UNLIMITED} is RLIM_INFINITY.
 *
 * @param soft the limit in force
 * @param hard how far the program may raise it
 */
public record Rlimit(long soft, long hard) {

    /** No limit at all. */
    public static final long UNLIMITED = -1;

    /** The names as in setrlimit(2), lower case without RLIMIT_, and their numbers on Linux. */
    public static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("cpu", 0),
                    Map.entry("fsize", 1),
                    Map.entry("data", 2),
                    Map.entry("stack", 3),
                    Map.entry("core", 4),
                    Map.entry("rss", 5),
                    Map.entry("nproc", 6),
                    Map.entry("nofile", 7),
                    Map.entry("memlock", 8),
                    Map.entry("as", 9),
                    Map.entry("locks", 10),
                    Map.entry("sigpending", 11),
                    Map.entry("msgqueue", 12),
                    Map.entry("nice", 13),
                    Map.entry("rtprio", 14),
                    Map.entry("rttime", 15));

    /** A number, {@code "unlimited"}, or {@code "soft:hard"}. */
    static final FieldType<Rlimit> TYPE =
            new FieldType<>("number or \"soft:hard\"", "65536", Rlimit::read, Rlimit::text);

    private static Rlimit read(Object plain) {
        String text =
                plain instanceof Number
                        ? plain.toString()
                        : FieldTypes.as(String.class, plain, "a number or \"soft:hard\"");
        int colon = text.indexOf(':');
        long hard = number(text.substring(colon + 1), text);
        return new Rlimit(colon < 0 ? hard : number(text.substring(0, colon), text), hard);
    }

    private static long number(String part, String whole) {
        if (part.equals("unlimited") || part.equals("infinity")) {
            return UNLIMITED;
        }
        if (!part.matches("[0-9]{1,18}")) {
            throw new InvalidValueException(
                    "\""
                            + whole
                            + "\" is not a limit; write a number, \"unlimited\" or"
                            + " \"1024:65536\" (soft:hard)");
        }
        return Long.parseLong(part);
    }

    private static String word(long limit) {
        return limit == UNLIMITED ? "unlimited" : Long.toString(limit);
    }

    private String text() {
        return word(soft) + ":" + word(hard);
    }
}
