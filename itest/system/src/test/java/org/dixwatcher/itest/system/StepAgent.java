package org.dixwatcher.itest.system;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a JVM end as if it was killed, just before a chosen call within a chosen method: so every
 * step of the product can be the last, and none of its code knows of it. Each JVM takes the first
 * line of a file of steps for its own: {@code CLASS METHOD CALL TIMES}.
 */
public final class StepAgent {

    /**
     * Where the injected call finds what to do; the classes of bundles see only those of the JDK.
     */
    private static final String KEY = "dixwatcher.step";

    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
    private static final ClassDesc PROPERTIES = ClassDesc.of("java.util.Properties");
    private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");

    private StepAgent() {}

    /** Is called before main. */
    public static void premain(String steps, Instrumentation instrumentation) throws IOException {
        if (System.getenv("DIXWATCHER_KEPT") == null) {
            return;
        }
        Path file = Path.of(steps);
        List<String> left = Files.readAllLines(file);
        if (left.isEmpty()) {
            return;
        }
        Path rest = Files.write(Path.of(steps + ".rest"), left.subList(1, left.size()));
        Files.move(rest, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String[] step = left.getFirst().split(" ");
        AtomicInteger times = new AtomicInteger(Integer.parseInt(step[3]));
        Runnable perhapsDie =
                () -> {
                    if (times.decrementAndGet() == 0) {
                        note(steps + ".died", left.getFirst());
                        Runtime.getRuntime().halt(137);
                    }
                };
        System.getProperties().put(KEY, perhapsDie);
        instrumentation.addTransformer(
                new DyingBefore(step[0].replace('.', '/'), step[1], Integer.parseInt(step[2])));
    }

    private static void note(String file, String line) {
        try {
            Files.writeString(
                    Path.of(file),
                    line + "\n",
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Puts the call of what is under the key before a call, counted from 0 within the method. */
    private record DyingBefore(String type, String method, int call)
            implements ClassFileTransformer {

        @Override
        public byte[] transform(
                ClassLoader loader,
                String name,
                Class<?> again,
                ProtectionDomain domain,
                byte[] bytes) {
            if (!type.equals(name)) {
                return null;
            }
            ClassFile format = ClassFile.of();
            return format.transformClass(
                    format.parse(bytes),
                    ClassTransform.transformingMethodBodies(this::isMeant, before()));
        }

        private boolean isMeant(MethodModel candidate) {
            return candidate.methodName().equalsString(method);
        }

        private CodeTransform before() {
            int[] seen = {0};
            return (CodeBuilder builder, CodeElement element) -> {
                if (element instanceof InvokeInstruction && seen[0]++ == call) {
                    builder.invokestatic(SYSTEM, "getProperties", MethodTypeDesc.of(PROPERTIES))
                            .ldc(KEY)
                            .invokevirtual(
                                    PROPERTIES,
                                    "get",
                                    MethodTypeDesc.of(
                                            ConstantDescs.CD_Object, ConstantDescs.CD_Object))
                            .checkcast(RUNNABLE)
                            .invokeinterface(
                                    RUNNABLE, "run", MethodTypeDesc.of(ConstantDescs.CD_void));
                }
                builder.with(element);
            };
        }
    }
}
