package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.LiteralTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One database schema per module, named like it; only the owner writes its tables.
class SchemaOwnershipTest {

    private static final Pattern WRITE =
            Pattern.compile("(?<!FOR )(?<!FOR NO KEY )(?<!DO )(?<!ON )\\b(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO"
                    + "|TRUNCATE|COPY)\\s+(?:TABLE\\s+)?(?:ONLY\\s+)?"
                    + "(?:\"?(?<schema>[a-z][a-z_]*)\"?\\.)?\"?(?<table>[a-z][a-z_]*)\"?");

    @Test
    void writesOnlyTablesOfTheModulesOwnSchema() {
        var foreignWrites = new ArrayList<String>();
        for (var unit : JavaSources.parse(JavaSources.MAIN).units()) {
            var module = JavaSources.moduleOf(unit);
            var texts = new ArrayList<String>();
            new Texts().scan(unit, texts);
            texts.stream()
                    .flatMap(SchemaOwnershipTest::schemasWrittenBy)
                    .filter(schema -> !schema.startsWith(module + "."))
                    .forEach(table -> foreignWrites.add(JavaSources.nameOf(unit) + " writes " + table));
        }
        assertThat(foreignWrites).isEmpty();
    }

    @Test
    void seesEveryKindOfWrite() {
        var statement = """
                WITH gone AS (DELETE FROM content.tag WHERE name = :name RETURNING *)
                INSERT INTO access."grant" (id) SELECT id FROM gone FOR UPDATE SKIP LOCKED
                ON CONFLICT (id) DO UPDATE SET id = excluded.id;
                UPDATE ONLY work.counter SET hits = hits + 1 WHERE key = 'UPDATE of text';
                UPDATE blob SET size = 0
                """;
        assertThat(schemasWrittenBy(statement))
                .containsExactly("content.tag", "access.grant", "work.counter", "?.of", "?.blob");
    }

    /// Writes without a schema name count as foreign: which table they reach depends on the connection.
    private static Stream<String> schemasWrittenBy(String text) {
        return WRITE.matcher(text.replaceAll("\\s+", " "))
                .results()
                .map(write ->
                        (write.group("schema") == null ? "?" : write.group("schema")) + "." + write.group("table"));
    }

    private static final class Texts extends TreeScanner<Void, List<String>> {

        @Override
        public Void visitLiteral(LiteralTree literal, List<String> texts) {
            if (literal.getValue() instanceof String text) {
                texts.add(text);
            }
            return super.visitLiteral(literal, texts);
        }
    }
}
