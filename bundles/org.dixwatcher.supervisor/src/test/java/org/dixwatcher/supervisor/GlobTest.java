package org.dixwatcher.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "web,web,true", "web,web-1,false", "web*,web,true", "web*,web-1,true", "*-1,web-1,true",
        "w?b,web,true", "w?b,wb,false", "*b*1,web-1,true", "*b*2,web-1,false", "*,x,true",
        "we**,web,true", "web,web@12,true", "web,web@x,false", "web@1,web@1,true", "w.b,web,false",
        "*@1,web@1,true", "web,web@,false", "we,web,false"
    })
    void starsAndQuestionMarksAreUnderstood(String pattern, String name, boolean wanted) {
        assertEquals(wanted, new Glob(pattern).matches(name));
    }

    @Test
    void aHugePatternTakesNoTime() {
        Glob letters = new Glob("a".repeat(1_000_000));
        Glob stars = new Glob("*a".repeat(64) + "b");
        String name = "a".repeat(128);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertFalse(letters.matches(name) || stars.matches(name)));
    }
}
