package io.slipway.inspection;

import io.slipway.oci.Digest;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/// How the files of two images differ: worked out once for each pair, when somebody looks.
@Service
public class Comparisons {

    private final ComparisonSql sql;

    Comparisons(ComparisonSql sql) {
        this.sql = sql;
    }

    /// An image as [LayerFiles#look] found it.
    public record Side(Digest manifest, ImageFiles image) {}

    /// @param waiting     it will be known soon
    /// @param differences empty as long as they are not known, and where the images have too many files
    public record Answer(boolean waiting, Optional<FileDifferences> differences) {}

    /// What is missing is asked for.
    ///
    /// @param after the place of the last one that is not wanted; 0 for the first page
    public Answer of(Side one, Side other, int after, int size) {
        if (one.image().later() || other.image().later()) {
            return new Answer(true, Optional.empty());
        }
        ComparisonSql.Pair pair = new ComparisonSql.Pair(
                one.manifest(),
                other.manifest(),
                Stream.concat(one.image().layers().stream(), other.image().layers().stream())
                        .map(LayerState::id)
                        .toArray(Long[]::new),
                one.image().layers().size());
        boolean ready = one.image().ready() && other.image().ready();
        Optional<ComparisonSql.Row> row = ready ? sql.find(pair) : Optional.empty();
        if (row.isEmpty()) {
            sql.ask(pair);
        }
        return new Answer(
                row.map(it -> it.state().equals("WAITING")).orElse(true),
                row.filter(it -> it.state().equals("READ")).map(it -> sql.differences(it.id(), after, size)));
    }
}
