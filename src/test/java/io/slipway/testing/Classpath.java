package io.slipway.testing;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;

/// What a child process of a test needs to run the same classes.
public final class Classpath {

    private Classpath() {}

    /// Without empty parts, which would add the working folder and so the migrations a second time.
    public static String ofThisProcess() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
