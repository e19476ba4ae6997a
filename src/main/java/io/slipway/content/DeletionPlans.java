package io.slipway.content;

import io.slipway.content.DeletionPlan.Images;
import io.slipway.content.DeletionPlan.Parent;
import io.slipway.content.DeletionSql.Named;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Tells what a deletion would take before anybody asks for it. Nothing is locked: what happens meanwhile shows in what
/// the deletion answers.
@Service
public class DeletionPlans {

    /// Indexes of indexes, and what is attached to attachments.
    private static final int LEVELS = 8;

    private final DeletionSql sql;
    private final ManifestSql manifests;
    private final PolicySql policies;

    DeletionPlans(DeletionSql sql, ManifestSql manifests, PolicySql policies) {
        this.sql = sql;
        this.manifests = manifests;
        this.policies = policies;
    }

    @Transactional(readOnly = true)
    public DeletionPlan of(Repository repository, Collection<Tag> tags) {
        Set<String> asked = new TreeSet<>();
        tags.forEach(tag -> asked.add(tag.value()));
        List<Named> found = ruled(repository, sql.tags(repository.id(), asked));
        List<Named> going = found.stream().filter(tag -> !tag.locked()).toList();
        List<String> names = names(going);
        Set<Long> named = new HashSet<>(going.stream().map(Named::manifestId).toList());
        found.forEach(tag -> asked.remove(tag.name()));
        return new DeletionPlan(
                names,
                names(found.stream().filter(Named::locked).toList()),
                List.copyOf(asked),
                sql.others(named, names, DeletionPlan.SHOWN),
                List.of(),
                images(repository, sql.left(named, names), names));
    }

    /// Of the manifest with all its tags, and with the indexes that list it.
    ///
    /// @throws OciException MANIFEST_UNKNOWN
    @Transactional(readOnly = true)
    public DeletionPlan of(Repository repository, Digest digest) {
        long id = manifests
                .live(repository.id(), digest)
                .orElseThrow(() -> new OciException(
                        ErrorCode.MANIFEST_UNKNOWN, "no manifest " + digest + " in " + repository.name()));
        List<Named> tags = ruled(repository, sql.tagsOf(id));
        List<Parent> parents = sql.parents(repository.id(), digest, DeletionPlan.SHOWN);
        List<String> names = names(tags.stream().filter(tag -> !tag.locked()).toList());
        return new DeletionPlan(
                names,
                names(tags.stream().filter(Named::locked).toList()),
                List.of(),
                List.of(),
                parents,
                images(repository, withParents(repository, id, parents), names));
    }

    /// What a rule keeps is as good as locked.
    private List<Named> ruled(Repository repository, List<Named> found) {
        TagRules rules = policies.rules(repository);
        return found.stream()
                .map(tag -> rules.keeps(tag.name(), repository.role()).isEmpty()
                        ? tag
                        : new Named(tag.name(), tag.manifestId(), true))
                .toList();
    }

    /// It goes with them or not at all.
    private List<Long> withParents(Repository repository, long id, List<Parent> parents) {
        List<Long> all = new ArrayList<>(List.of(id));
        parents.forEach(
                parent -> manifests.live(repository.id(), parent.digest()).ifPresent(all::add));
        return all;
    }

    private Images images(Repository repository, List<Long> left, List<String> names) {
        if (left.isEmpty()) {
            return Images.NONE;
        }
        Set<Long> gone = new HashSet<>(left);
        for (int level = 0; level < LEVELS; level++) {
            if (!gone.addAll(sql.hanging(repository.id(), gone, names))) {
                break;
            }
        }
        return sql.images(repository.id(), gone);
    }

    private static List<String> names(List<Named> tags) {
        return tags.stream().map(Named::name).toList();
    }
}
