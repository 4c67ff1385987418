package org.dixwatcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.dixwatcher.api.ExitStatus;
import org.dixwatcher.api.ProcessConfig;
import org.dixwatcher.api.config.ProcessFields;
import org.dixwatcher.api.config.Rlimit;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For backends that honour what a Linux host offers: users, limits, masks, priorities. */
public interface HostFieldsConformance extends OnTheRig {

    @Test
    default void anUnknownUserIsNamed() throws Exception {
        ProcessConfig config =
                rig().program("a", "true")
                        .set(ProcessFields.USER, Optional.of("no-such-user"))
                        .build();
        rig().assumeHonoured(config, ProcessFields.USER);
        ExitStatus status = rig().run(config).status();
        ExitStatus.NotStarted refused = assertInstanceOf(ExitStatus.NotStarted.class, status);
        assertTrue(refused.reason().contains("no-such-user"), refused.reason());
    }

    @Test
    default void theMaskOfNewFilesIsTheOneAskedFor() throws Exception {
        ProcessConfig config = rig().script("a", "umask").set(ProcessFields.UMASK, 027).build();
        rig().assumeHonoured(config, ProcessFields.UMASK);
        assertEquals(List.of("0027"), sees(config));
        assertEquals(List.of("0022"), sees(rig().script("b", "umask").build()));
    }

    @Test
    default void thePriorityIsTheOneAskedFor() throws Exception {
        ProcessConfig config = rig().program("a", "nice").set(ProcessFields.NICE, 7L).build();
        rig().assumeHonoured(config, ProcessFields.NICE);
        assertEquals(List.of("7"), sees(config));
    }

    @Test
    default void theResourceLimitsAreTheOnesAskedFor() throws Exception {
        ProcessConfig config =
                rig().script("a", "ulimit -Sn; ulimit -Hn; ulimit -c")
                        .set(
                                ProcessFields.RLIMITS,
                                Map.of("nofile", new Rlimit(123, 456), "core", new Rlimit(0, 0)))
                        .build();
        rig().assumeHonoured(config, ProcessFields.RLIMITS);
        assertEquals(List.of("123", "456", "0"), sees(config));
    }

    @Test
    default void anotherUserBringsItsGroupsAndItsHome() throws Exception {
        ProcessConfig config =
                rig().script("a", "id -u; id -g; id -G; echo $HOME $USER $LOGNAME $SHELL")
                        .set(ProcessFields.USER, Optional.of("daemon"))
                        .build();
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can switch the user");
        rig().assumeHonoured(config, ProcessFields.USER);
        List<String> seen = sees(config);
        assertEquals(List.of("1", "1"), seen.subList(0, 2));
        assertEquals("1", seen.get(2), "groups of the supervisor are gone");
        assertEquals("/usr/sbin daemon daemon /usr/sbin/nologin", seen.get(3));
    }

    private List<String> sees(ProcessConfig config) throws InterruptedException {
        rig().run(config);
        return rig().texts(config.name());
    }
}
