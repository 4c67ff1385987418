package org.dixwatcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class FormFieldsTest {

    @Test
    void keepsAllValuesInOrder() throws Exception {
        FormFields fields = FormFields.parse("word=start&cwd=%2Ftmp&word=a+b&word=");
        assertEquals(List.of("start", "a b", ""), fields.all("word"));
        assertEquals("/tmp", fields.first("cwd"));
        assertEquals("", fields.first("absent"));
    }

    @Test
    void decodesAnyCharacter() throws Exception {
        assertEquals("é=&%+\n", FormFields.parse("word=%C3%a9%3D%26%25%2B%0A").first("word"));
    }

    @Test
    void anEmptyBodyHasNoFields() throws Exception {
        assertEquals(List.of(), FormFields.parse("").all("word"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"word", "word=a&&b=c", "word=%", "word=%4", "word=%zz", "w=%ff", "w=é"})
    void refusesWhatIsNoForm(String body) {
        assertEquals(
                400,
                assertThrows(BadRequestException.class, () -> FormFields.parse(body)).status());
    }

    @Test
    void numbersAreNumbers() throws Exception {
        FormFields fields = FormFields.parse("columns=80&rows=x&big=9999999999");
        assertEquals(80, fields.number("columns"));
        assertEquals(0, fields.number("absent"));
        assertThrows(BadRequestException.class, () -> fields.number("rows"));
        assertThrows(BadRequestException.class, () -> fields.number("big"));
    }
}
