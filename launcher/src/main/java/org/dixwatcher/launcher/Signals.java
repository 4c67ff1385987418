package org.dixwatcher.launcher;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Handlers of operating system signals. By reflection, since the compiler refuses sun.misc.Signal
 * without a warning that cannot be switched off, and the JDK has nothing else for HUP.
 */
final class Signals {

    private Signals() {}

    /**
     * Calls the handler with the signal's name, on a thread of its own, each time one arrives.
     *
     * @throws LauncherException if this JVM does not let us
     */
    static void handle(Consumer<String> handler, String... names) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            for (String name : names) {
                Object proxy =
                        Proxy.newProxyInstance(
                                Signals.class.getClassLoader(),
                                new Class<?>[] {type},
                                (_, _, _) -> {
                                    handler.accept(name);
                                    return null;
                                });
                signal.getMethod("handle", signal, type)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (InvocationTargetException e) {
            throw new LauncherException(
                    LauncherException.FAILED, "cannot handle signals: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LauncherException(LauncherException.FAILED, "cannot handle signals: " + e);
        }
    }
}
