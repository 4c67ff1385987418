package org.dixwatcher.itest.junit4;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What must hold as soon as the framework is up. */
public class BootTest {

    @Test
    public void theFrameworkRunsOnTheJavaItIsBuiltFor() {
        assertEquals(25, Runtime.version().feature());
        assertEquals(
                "org.apache.felix.framework",
                Framework.context().getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getSymbolicName());
    }

    @Test
    public void everyBundleIsActive() {
        List<String> others =
                Arrays.stream(Framework.context().getBundles())
                        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                        .filter(bundle -> !isFragment(bundle))
                        .map(Bundle::toString)
                        .toList();
        assertEquals(List.of(), others);
        assertFalse(Framework.ours().isEmpty());
    }

    @Test
    public void onlyTheApiExportsPackages() {
        List<String> exports =
                Framework.ours().stream()
                        .filter(bundle -> !bundle.getSymbolicName().equals("org.dixwatcher.api"))
                        .filter(bundle -> bundle.getHeaders().get(Constants.EXPORT_PACKAGE) != null)
                        .map(Bundle::getSymbolicName)
                        .toList();
        assertEquals(List.of(), exports);
    }

    @Test
    public void noComponentWaitsForSomethingOrFailed() {
        ServiceReference<ServiceComponentRuntime> reference =
                Framework.context().getServiceReference(ServiceComponentRuntime.class);
        ServiceComponentRuntime runtime = Framework.context().getService(reference);
        List<String> faults = new ArrayList<>();
        Bundle[] ours = Framework.ours().toArray(Bundle[]::new);
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(ours)) {
            for (ComponentConfigurationDTO one : runtime.getComponentConfigurationDTOs(component)) {
                if (one.state != ComponentConfigurationDTO.ACTIVE
                        && one.state != ComponentConfigurationDTO.SATISFIED) {
                    faults.add(component.name + " is in state " + one.state + ": " + one.failure);
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.adapt(BundleWiring.class) == null
                || bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    /** JUnit itself must come from the wrapper, or this suite proves nothing of it. */
    @Test
    public void junitComesFromTheWrapper() {
        assertEquals(
                "osgi.enroute.junit.wrapper",
                FrameworkUtil.getBundle(Test.class).getSymbolicName());
    }
}
