package org.dixwatcher.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

class PartWriterTest {

    private final Map<String, Map<String, Object>> stored = new TreeMap<>();
    private final List<String> updates = new ArrayList<>();
    private final PartWriter writer = new PartWriter(admin());

    @Test
    void whatDiffersIsWrittenAndWhatIsGoneIsDeleted() {
        writer.write(Map.of("a", Map.of("x", 1), "b", Map.of()), Set.of());
        assertEquals(List.of("a", "b"), updates.stream().sorted().toList());
        assertEquals(Map.of("x", 1, PartWriter.MARK, "file"), stored.get("a"));
        updates.clear();
        writer.write(Map.of("a", Map.of("x", 1)), Set.of());
        assertEquals(List.of(), updates);
        assertEquals(Set.of("a"), stored.keySet());
    }

    @Test
    void whatSomebodyElseWroteAndWhatBelongsToAnAbsentBundleStays() {
        stored.put("foreign", Map.of("x", 1));
        writer.write(Map.of("away", Map.of("x", 1), "b", Map.of("x", 2)), Set.of());
        writer.write(Map.of(), Set.of("away"));
        assertEquals(Set.of("away", "foreign"), stored.keySet());
    }

    private ConfigurationAdmin admin() {
        return proxy(
                ConfigurationAdmin.class,
                (method, arguments) ->
                        method.equals("getConfiguration")
                                ? configuration((String) arguments[0])
                                : marked());
    }

    private Configuration[] marked() {
        Configuration[] marked =
                stored.entrySet().stream()
                        .filter(each -> each.getValue().containsKey(PartWriter.MARK))
                        .map(each -> configuration(each.getKey()))
                        .toArray(Configuration[]::new);
        return marked.length == 0 ? null : marked;
    }

    @SuppressWarnings("unchecked")
    private Configuration configuration(String pid) {
        return proxy(
                Configuration.class,
                (method, arguments) ->
                        switch (method) {
                            case "getPid" -> pid;
                            case "delete" -> stored.remove(pid);
                            default -> update(pid, (Dictionary<String, Object>) arguments[0]);
                        });
    }

    private boolean update(String pid, Dictionary<String, Object> properties) {
        Map<String, Object> table = new TreeMap<>(FrameworkUtil.asMap(properties));
        boolean differs = !table.equals(stored.put(pid, table));
        if (differs) {
            updates.add(pid);
        }
        return differs;
    }

    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                method.getReturnType() == void.class
                                        ? ignored(answers.to(method.getName(), arguments))
                                        : answers.to(method.getName(), arguments)));
    }

    private static Object ignored(Object answer) {
        return null;
    }
}
