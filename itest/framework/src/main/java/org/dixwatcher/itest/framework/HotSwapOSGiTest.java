package org.dixwatcher.itest.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Any bundle but the API can be swapped again and again under load: no program and no operation
 * notices, and nothing of the old versions stays.
 */
class HotSwapOSGiTest {

    /** The bundles with something to lose are swapped more often. */
    private static final Set<String> CORE = Set.of(Product.DIRECT, Product.SUPERVISOR);

    private static final int SWAPS = Integer.getInteger("itest.swaps", 0);
    private static final int SWAPS_OF_CORE = 100;
    private static final int SWAPS_OF_OTHERS = 30;
    private static final int WARM_UP = 20;

    private final Product product = new Product();

    static Stream<String> everyBundleButTheApi() {
        return Arrays.stream(new Product().context().getBundles())
                .map(Bundle::getSymbolicName)
                .filter(name -> name.startsWith("org.dixwatcher."))
                .filter(name -> !name.startsWith("org.dixwatcher.itest."))
                .filter(name -> !name.equals("org.dixwatcher.api"))
                .filter(name -> !name.equals("org.dixwatcher.testkit"))
                .filter(
                        name ->
                                System.getenv("ITEST_ONLY") == null
                                        || name.endsWith(System.getenv("ITEST_ONLY")));
    }

    @ParameterizedTest
    @MethodSource("everyBundleButTheApi")
    void noSwapIsNoticedAndNothingIsLeftBehind(String name) throws Exception {
        Bundle bundle = product.bundle(name);
        Remains before = Remains.now(product);
        try (Load load = new Load(product, name.substring(name.lastIndexOf('.') + 1))) {
            swap(bundle, WARM_UP, load, null);
            Footprint footprint = new Footprint();
            swap(bundle, swaps(name), load, footprint);
            footprint.assertFlat();
            load.assertUntouched();
            load.assertComplete();
            assertEquals(List.of(), load.failures());
        }
        before.assertNoMore(product);
    }

    private static int swaps(String name) {
        if (SWAPS > 0) {
            return SWAPS;
        }
        return CORE.contains(name) ? SWAPS_OF_CORE : SWAPS_OF_OTHERS;
    }

    private static void swap(Bundle bundle, int times, Load load, Footprint footprint)
            throws BundleException {
        for (int i = 0; i < times; i++) {
            if (footprint != null) {
                footprint.willGo(bundle);
            }
            load.awaitWork();
            bundle.update();
            assertEquals(Bundle.ACTIVE, bundle.getState());
        }
    }
}
