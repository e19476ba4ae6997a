package io.slipway.web.trash;

import io.slipway.content.DeletionPlan;
import io.slipway.web.FieldFaults;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import java.util.List;
import java.util.Optional;

/// What a deletion would take, and the button that does it.
///
/// @param digest of the image to delete; empty where tags are
/// @param days   for how long it can be restored
/// @param cut    there are more of the tags that were asked for
public record DeletePage(
        Shell shell,
        RepositoryHead head,
        Optional<Named> digest,
        DeletionPlan plan,
        Size bytes,
        Size freed,
        long days,
        boolean cut,
        FieldFaults faults) {

    /// A digest as people compare it.
    public record Named(String whole, String text) {

        private static final int SHOWN = 12;

        static Named of(io.slipway.oci.Digest digest) {
            return new Named(digest.toString(), digest.hex().substring(0, SHOWN));
        }
    }

    public List<Named> parents() {
        return plan.parents().stream().map(parent -> Named.of(parent.digest())).toList();
    }

    /// Whether there is anything to delete.
    public boolean any() {
        return digest.isPresent() ? plan.locked().isEmpty() : !plan.tags().isEmpty();
    }
}
