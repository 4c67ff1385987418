package org.dixwatcher.cli;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a form, each with all its values in order.
 *
 * <p>Source: WHATWG URL Standard, "application/x-www-form-urlencoded".
 */
final class FormFields {

    private final Map<String, List<String>> values = new HashMap<>();

    private FormFields() {}

    /**
     * Reads the body of a form.
     *
     * @throws BadRequestException if it is none
     */
    static FormFields parse(String body) throws BadRequestException {
        FormFields fields = new FormFields();
        int start = 0;
        while (start < body.length()) {
            int and = body.indexOf('&', start);
            int end = and < 0 ? body.length() : and;
            fields.add(body.substring(start, end));
            start = end + 1;
        }
        return fields;
    }

    private void add(String field) throws BadRequestException {
        int equals = field.indexOf('=');
        if (equals < 0) {
            throw new BadRequestException(400, "a field of a form is NAME=VALUE");
        }
        values.computeIfAbsent(decoded(field.substring(0, equals)), _ -> new ArrayList<>())
                .add(decoded(field.substring(equals + 1)));
    }

    private static String decoded(String text) throws BadRequestException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c > 0x7f) {
                throw new BadRequestException(400, "a form holds ASCII only; encode the rest");
            }
            switch (c) {
                case '+' -> bytes.write(' ');
                case '%' -> {
                    bytes.write(hexadecimal(text, at + 1));
                    at += 2;
                }
                default -> bytes.write(c);
            }
        }
        return HttpReader.utf8(bytes.toByteArray());
    }

    private static int hexadecimal(String text, int at) throws BadRequestException {
        if (at + 2 > text.length()
                || Character.digit(text.charAt(at), 16) < 0
                || Character.digit(text.charAt(at + 1), 16) < 0) {
            throw new BadRequestException(400, "two hexadecimal digits follow a percent sign");
        }
        return Integer.parseInt(text, at, at + 2, 16);
    }

    /** Returns all values of a field. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns the first value of a field; empty if there is none. */
    String first(String name) {
        return all(name).isEmpty() ? "" : all(name).getFirst();
    }

    /**
     * Returns a number that a field holds; 0 if there is none.
     *
     * @throws BadRequestException if it holds something else
     */
    int number(String name) throws BadRequestException {
        String text = first(name);
        if (!text.matches("\\d{0,9}")) {
            throw new BadRequestException(400, name + " is a number");
        }
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }
}
