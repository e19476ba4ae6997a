package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The size limits of docs/architecture.md. Near a limit, look for the missing type; do not shave lines.
class SizeTest {

    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 60;
    private static final int PARAMETERS = 6;
    private static final int INTERFACE_METHODS = 8;

    private final List<String> tooBig = new ArrayList<>();

    @Test
    void keepsFilesShort() throws IOException {
        for (Path file : Stream.of(JavaSources.MAIN, JavaSources.TEST, Path.of("bench"))
                .filter(Files::isDirectory)
                .flatMap(root -> JavaSources.filesBelow(root).stream())
                .toList()) {
            judge(Files.readAllLines(file).size(), FILE_LINES, "lines", file.toString());
        }
        assertThat(tooBig).isEmpty();
    }

    @Test
    void keepsMethodsParametersAndInterfacesSmall() {
        var sources = JavaSources.parse(JavaSources.MAIN);
        sources.units().forEach(unit -> new Judge(sources, unit).scan(unit, ""));
        assertThat(tooBig).isEmpty();
    }

    private void judge(long size, int limit, String of, String where) {
        if (size > limit) {
            tooBig.add("%s: %d %s, at most %d".formatted(where, size, of, limit));
        }
    }

    private final class Judge extends TreeScanner<Void, String> {

        private final JavaSources sources;
        private final CompilationUnitTree unit;

        private Judge(JavaSources sources, CompilationUnitTree unit) {
            this.sources = sources;
            this.unit = unit;
        }

        @Override
        public Void visitClass(ClassTree type, String outer) {
            var name = outer + type.getSimpleName();
            if (type.getKind() == Tree.Kind.INTERFACE) {
                var methods = type.getMembers().stream().filter(MethodTree.class::isInstance);
                judge(methods.count(), INTERFACE_METHODS, "methods", where(name));
            }
            // the header of a record is its list of fields, not a list of parameters
            var header = type.getKind() == Tree.Kind.RECORD;
            for (Tree member : type.getMembers()) {
                if (member instanceof MethodTree method) {
                    judge(linesOf(method), METHOD_LINES, "lines", where(name + "." + method.getName()));
                    if (!header || method.getReturnType() != null) {
                        var count = method.getParameters().size();
                        judge(count, PARAMETERS, "parameters", where(name + "." + method.getName()));
                    }
                }
            }
            return super.visitClass(type, name + ".");
        }

        private long linesOf(MethodTree method) {
            var positions = sources.trees().getSourcePositions();
            var start = positions.getStartPosition(unit, method);
            var end = positions.getEndPosition(unit, method);
            var map = unit.getLineMap();
            return end < 0 ? 1 : map.getLineNumber(end) - map.getLineNumber(start) + 1;
        }

        private String where(String name) {
            return JavaSources.nameOf(unit) + " " + name;
        }
    }
}
