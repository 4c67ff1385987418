package org.dixwatcher.api.backend;

import org.osgi.service.component.annotations.ComponentPropertyType;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a backend: the service property {@code backend.type}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface BackendType {
    /** The service property under which the name is found. */
    String PROPERTY = "backend.type";

    /** The name, lower case: {@code direct}, {@code systemd}. */
    String value();
}
