package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.DependencyCondition;
import org.dixwatcher.api.config.ProcessFields;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class DependencyGraphTest {

    private static ProcessConfig node(String name, String... on) {
        Map<String, DependencyCondition> dependencies = new TreeMap<>();
        for (String each : on) {
            dependencies.put(each, DependencyCondition.STARTED);
        }
        return Fixture.config(name, b -> b.set(ProcessFields.DEPENDS_ON, dependencies));
    }

    @Test
    void eachComesAfterThoseItDependsOn() {
        DependencyGraph graph =
                DependencyGraph.of(
                        List.of(node("a", "c", "b"), node("b", "d"), node("c", "d"), node("d")));
        assertEquals(List.of("d", "b", "c", "a"), graph.order());
        assertEquals(List.of(), graph.cycle());
    }

    @Test
    void aCycleIsPrintedWithoutTheWayToIt() {
        DependencyGraph graph =
                DependencyGraph.of(List.of(node("a", "b"), node("b", "c"), node("c", "b")));
        assertEquals(List.of("b", "c", "b"), graph.cycle());
        assertEquals(3, graph.order().size());
    }

    @Test
    void layersSeeThroughWhatIsNotAskedFor() {
        DependencyGraph graph =
                DependencyGraph.of(
                        List.of(node("web", "app"), node("app", "db"), node("db"), node("log")));
        assertEquals(
                List.of(List.of("db", "log"), List.of("web")),
                graph.layers(List.of("web", "db", "log")));
        assertEquals(
                List.of(List.of("db"), List.of("app"), List.of("web")),
                graph.layers(List.of("web", "db", "app")));
    }

    @Test
    void aChainOfThousandsIsNoProblem() {
        List<ProcessConfig> chain = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            chain.add(i == 0 ? node("p0000") : node(name(i), name(i - 1)));
        }
        List<String> order = DependencyGraph.of(chain.reversed()).order();
        assertEquals(5000, order.size());
        assertEquals("p0000", order.getFirst());
        assertTrue(DependencyGraph.of(chain).cycle().isEmpty());
    }

    private static String name(int number) {
        return String.format("p%04d", number);
    }
}
