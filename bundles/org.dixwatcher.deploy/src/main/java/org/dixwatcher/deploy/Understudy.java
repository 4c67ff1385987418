package org.dixwatcher.deploy;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

import java.util.Collection;

/** Keeps others from being wired to a bundle that is here only for a try. */
final class Understudy implements ResolverHook {

    private volatile @Nullable Bundle bundle;

    void isolate(Bundle understudy) {
        bundle = understudy;
    }

    @Override
    public void filterMatches(
            BundleRequirement requirement, Collection<BundleCapability> candidates) {
        Bundle isolated = bundle;
        if (isolated != null && !isolated.equals(requirement.getRevision().getBundle())) {
            candidates.removeIf(candidate -> isolated.equals(candidate.getRevision().getBundle()));
        }
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {}

    @Override
    public void filterSingletonCollisions(
            BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {}

    @Override
    public void end() {}
}
