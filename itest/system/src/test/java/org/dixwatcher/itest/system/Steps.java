package org.dixwatcher.itest.system;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;

/** The steps of the direct backend: every call within the methods that keep the records true. */
final class Steps {

    private static final String PACKAGE = "org/dixwatcher/backend/direct/";

    /** Each class with its methods, and at which of its times a step is the last. */
    private static final Map<String, Set<String>> METHODS =
            Map.ofEntries(
                    Map.entry("Children", Set.of("bind", "confirm", "adopted", "leftover")),
                    Map.entry(
                            "Departures",
                            Set.of(
                                    "look",
                                    "goOn",
                                    "lookAtTree",
                                    "finish",
                                    "release",
                                    "tidy",
                                    "removeGroups")),
                    Map.entry("ParkingLot", Set.of("park", "known", "leave", "tidy")),
                    Map.entry(
                            "TakeOver",
                            Set.of("run", "collect", "find", "ended", "running", "lost", "attach")),
                    Map.entry("Store", Set.of("sweep", "park", "compact", "moveHead")),
                    Map.entry("Slot", Set.of("launch", "child", "exit", "check", "flip")),
                    Map.entry("Capture", Set.of("drain", "open", "reset", "finish", "sweep")),
                    Map.entry("CapturedStream", Set.of("open", "adopt", "drain", "reset")),
                    Map.entry("ProcessLog", Set.of("write", "checkpoint")),
                    Map.entry(
                            "LineLog",
                            Set.of("append", "put", "rotate", "open", "resume", "begin")),
                    Map.entry("LogFile", Set.of("open", "append", "rotate", "cutBack")),
                    Map.entry("GateFactory", Set.of("make", "settle", "discard")));

    /** What happens only at a take-over has its turn there; what is frequent, when all is going. */
    private static final Set<String> ONCE = Set.of("TakeOver");

    private Steps() {}

    /** Returns a line for the agent for each step of the installed bundle. */
    static List<String> of(Path bundle) throws IOException {
        List<String> steps = new ArrayList<>();
        try (JarFile jar = new JarFile(bundle.toFile())) {
            for (String type : METHODS.keySet().stream().sorted().toList()) {
                try (var in = jar.getInputStream(jar.getEntry(PACKAGE + type + ".class"))) {
                    for (MethodModel method : ClassFile.of().parse(in.readAllBytes()).methods()) {
                        if (METHODS.get(type).contains(method.methodName().stringValue())) {
                            add(steps, type, method);
                        }
                    }
                }
            }
        }
        return steps.stream().distinct().toList();
    }

    private static void add(List<String> steps, String type, MethodModel method) {
        long calls =
                method.code().stream()
                        .flatMap(code -> code.elementStream())
                        .filter(InvokeInstruction.class::isInstance)
                        .count();
        for (int call = 0; call < calls; call++) {
            steps.add(
                    "org.dixwatcher.backend.direct.%s %s %d %d"
                            .formatted(
                                    type,
                                    method.methodName().stringValue(),
                                    call,
                                    ONCE.contains(type) ? 1 : 2 + call % 3));
        }
    }
}
