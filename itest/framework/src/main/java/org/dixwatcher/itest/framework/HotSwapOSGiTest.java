package org.dixwatcher.itest.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.junit5.context.BundleContextExtension;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Any bundle but the API can be swapped a hundred times, and nothing of it stays. */
@ExtendWith(BundleContextExtension.class)
class HotSwapOSGiTest {

    private static final int SWAPS = 100;
    private static final int WARM_UP = 3;

    static Stream<String> everyBundleButTheApi() {
        BundleContext context = FrameworkUtil.getBundle(HotSwapOSGiTest.class).getBundleContext();
        return Arrays.stream(context.getBundles())
                .map(Bundle::getSymbolicName)
                .filter(name -> name.startsWith("org.dixwatcher."))
                .filter(name -> !name.startsWith("org.dixwatcher.itest."))
                .filter(name -> !name.equals("org.dixwatcher.api"))
                .filter(name -> !name.equals("org.dixwatcher.testkit"));
    }

    @ParameterizedTest
    @MethodSource("everyBundleButTheApi")
    void aHundredSwapsLeaveNothingBehind(String name, @InjectBundleContext BundleContext context)
            throws Exception {
        Bundle bundle = find(context, name);
        for (int i = 0; i < WARM_UP; i++) {
            bundle.update();
        }
        Footprint footprint = new Footprint();
        for (int i = 0; i < SWAPS; i++) {
            footprint.willGo(bundle);
            bundle.update();
            assertEquals(Bundle.ACTIVE, bundle.getState());
        }
        footprint.assertFlat();
    }

    private static Bundle find(BundleContext context, String name) {
        List<Bundle> found =
                Arrays.stream(context.getBundles())
                        .filter(bundle -> name.equals(bundle.getSymbolicName()))
                        .toList();
        assertFalse(found.isEmpty(), name);
        return found.getFirst();
    }
}
