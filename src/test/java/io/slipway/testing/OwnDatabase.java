package io.slipway.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextCustomizerFactories;

/// Beside `@SpringBootTest` or `@ApplicationModuleTest`: a migrated database and an empty data folder that only this
/// test class uses (or those that inherit this one annotation), and a fixed master key. Properties of the test itself
/// win.
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ContextCustomizerFactories(OwnDatabaseCustomizerFactory.class)
public @interface OwnDatabase {}
