package org.dixwatcher.itest.pipeline;

import org.dixwatcher.api.Call;
import org.dixwatcher.api.Operation;
import org.dixwatcher.api.OperationStage;
import org.dixwatcher.api.ProcessEvent;
import org.dixwatcher.api.ProcessEventListener;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Tells whoever tests it of all that passes, by services of types that both know. */
public final class PipelineParts implements BundleActivator {

    /** The property of the services that are told. */
    public static final String TOLD = "itest.told";

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        context.registerService(OperationStage.class, new Stage(told(context, "stage")), null);
        context.registerService(
                ProcessEventListener.class,
                new Listener(told(context, "listener")),
                FrameworkUtil.asDictionary(Map.of(ProcessEventListener.NAME, "itest")));
    }

    private static LongConsumer told(BundleContext context, String what)
            throws InvalidSyntaxException {
        return context
                .getServiceReferences(LongConsumer.class, "(" + TOLD + "=" + what + ")")
                .stream()
                .map(context::getService)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void stop(BundleContext context) {}

    private record Stage(LongConsumer told) implements OperationStage {
        @Override
        public <R> R pass(Operation<R> operation, Call call, Next<R> next)
                throws InterruptedException {
            told.accept(1);
            return next.proceed();
        }
    }

    private record Listener(LongConsumer told) implements ProcessEventListener {
        @Override
        public void onEvents(List<ProcessEvent> events) {
            for (ProcessEvent event : events) {
                told.accept(event.sequence());
            }
        }
    }
}
