package io.slipway.web.trash;

import io.slipway.content.RepositoryDeletionPlan;
import io.slipway.web.Language;
import io.slipway.web.Size;
import java.text.NumberFormat;
import java.util.List;
import java.util.Optional;

/// What deleting a repository, or all of an organisation, would take.
///
/// @param bytes empty while nobody measured it
/// @param freed of these, at least, what the storage gets back
public record RemovalPreview(
        String repositories,
        String tags,
        String manifests,
        Optional<Size> bytes,
        Optional<Size> freed,
        List<String> locked) {

    public static RemovalPreview of(RepositoryDeletionPlan plan, Language language) {
        NumberFormat format = NumberFormat.getIntegerInstance(language.locale());
        return new RemovalPreview(
                format.format(plan.repositories()),
                format.format(plan.tags()),
                format.format(plan.manifests()),
                plan.size().map(_ -> Size.of(plan.bytes(), language)),
                plan.size().map(_ -> Size.of(plan.freed(), language)),
                plan.locked());
    }
}
