package io.slipway.inspection;

import io.slipway.oci.Digest;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// What the files of images come to: worked out once for each manifest, when somebody looks at its files.
@Service
public class ImageSums {

    private final SumsSql sql;

    ImageSums(SumsSql sql) {
        this.sql = sql;
    }

    /// @param waiting it will be known soon
    /// @param sums    empty as long as it is not known, and where the image has too many files
    public record Answer(boolean waiting, Optional<FileSums> sums) {

        static final Answer NONE = new Answer(false, Optional.empty());
    }

    /// What is missing is asked for.
    ///
    /// @param image as [LayerFiles#look] found it
    public Answer of(Digest manifest, ImageFiles image) {
        Long[] layers = image.layers().stream().map(LayerState::id).toArray(Long[]::new);
        boolean any = image.layers().stream().anyMatch(it -> it.id() > 0);
        if (!any || image.later()) {
            return Answer.NONE;
        }
        Optional<Answer> known = image.ready() ? sql.find(manifest, layers) : Optional.empty();
        if (known.isEmpty()) {
            sql.ask(manifest, layers);
        }
        return known.orElse(new Answer(true, Optional.empty()));
    }

    /// Where somebody asked before; without the files themselves.
    public Optional<FileSums> known(Digest manifest) {
        return sql.totals(manifest);
    }
}
