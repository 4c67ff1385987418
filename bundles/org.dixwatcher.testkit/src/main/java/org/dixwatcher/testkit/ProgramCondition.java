package org.dixwatcher.testkit;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

import java.util.Optional;

/** Stands behind {@link NeedsProgram}. */
final class ProgramCondition implements ExecutionCondition, BeforeEachCallback {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = missing(context);
        return missing.isEmpty() || isCi()
                ? ConditionEvaluationResult.enabled("all there")
                : ConditionEvaluationResult.disabled(text(missing.get()));
    }

    /** A condition cannot fail a test, so that with CI=true it is failed here. */
    @Override
    public void beforeEach(ExtensionContext context) {
        missing(context)
                .ifPresent(
                        program -> {
                            throw new AssertionError(text(program) + ", and CI is true");
                        });
    }

    private static String text(String program) {
        return program + " is not there; run itest/tools/get as root on a Debian";
    }

    private static boolean isCi() {
        return "true".equals(System.getenv("CI"));
    }

    private static Optional<String> missing(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class)
                .map(NeedsProgram::value)
                .filter(program -> Programs.find(program).isEmpty());
    }
}
