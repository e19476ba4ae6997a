package io.slipway;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/// The repository's Java files, parsed by the compiler itself, for the tests that judge the text of the code.
record JavaSources(List<CompilationUnitTree> units, Trees trees) {

    static final Path MAIN = Path.of("src/main/java");
    static final Path TEST = Path.of("src/test/java");

    static JavaSources parse(Path root) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var fileManager = compiler.getStandardFileManager(null, null, null);
        var files = fileManager.getJavaFileObjectsFromPaths(filesBelow(root));
        var task = (JavacTask) compiler.getTask(null, fileManager, null, List.of("-proc:none"), null, files);
        try {
            var units = List.<CompilationUnitTree>copyOf((List<? extends CompilationUnitTree>) task.parse());
            return new JavaSources(units, Trees.instance(task));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot parse the Java files below " + root, e);
        }
    }

    static List<Path> filesBelow(Path root) {
        try (var paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list the Java files below " + root, e);
        }
    }

    static String nameOf(CompilationUnitTree unit) {
        return Path.of("")
                .toAbsolutePath()
                .relativize(Path.of(unit.getSourceFile().toUri()).toAbsolutePath())
                .toString();
    }

    /// The module of a file: the direct sub-package of `io.slipway`, empty for the root package.
    static String moduleOf(CompilationUnitTree unit) {
        var packageName = String.valueOf(unit.getPackageName());
        var segments = packageName.split("\\.");
        return segments.length > 2 ? segments[2] : "";
    }
}
