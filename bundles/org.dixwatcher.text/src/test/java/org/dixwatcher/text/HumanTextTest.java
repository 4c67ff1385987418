package org.dixwatcher.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

class HumanTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT-5S,0s",
        "PT0.9S,0s",
        "PT45S,45s",
        "PT2M,2m",
        "PT2M5S,2m 5s",
        "PT2H3M4S,2h 3m",
        "PT76H,3d 4h",
        "P400D,400d"
    })
    void durationsHaveTwoUnits(Duration duration, String text) {
        assertEquals(text, HumanDuration.of(duration));
    }

    @Test
    void aBriefDurationHasOne() {
        assertEquals("2h", HumanDuration.brief(Duration.ofMinutes(123)));
        assertEquals("9s", HumanDuration.brief(Duration.ofSeconds(9)));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0B",
        "1023,1023B",
        "1024,1.0K",
        "1536,1.5K",
        "104857600,100M",
        "104800000,99.9M",
        "1073741823,1.0G",
        "1288490188,1.2G",
        "9223372036854775807,8.0E"
    })
    void sizesHaveThreeDigits(long bytes, String text) {
        assertEquals(text, HumanSize.of(bytes));
    }

    @Test
    void momentsAreThoseOfTheHost() {
        Instant now = Instant.parse("2026-11-24T15:00:00.5Z");
        HumanTime time = new HumanTime(Clock.fixed(now, ZoneId.of("Europe/Berlin")));
        assertEquals("2026-11-24 16:00:00", time.at(now));
        assertEquals("2026-11-24T16:00:00.500+01:00", time.precisely(now));
        assertEquals("1m ago", time.ago(now.minusSeconds(60)));
        assertEquals("in 12s", time.until(now.plusMillis(11_200)));
        assertEquals("now", time.until(now.minusSeconds(1)));
    }

    @Test
    void controlCharactersOfProgramsDoNotReachTheTerminal() {
        assertEquals("a?[31mb?", Cell.of("a\033[31mb\n").text());
    }
}
