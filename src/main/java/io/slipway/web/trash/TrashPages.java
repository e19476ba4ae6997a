package io.slipway.web.trash;

import io.slipway.access.Access;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.content.TagEventPosition;
import io.slipway.content.Trash;
import io.slipway.content.TrashedManifest;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import io.slipway.web.AuthorLinks;
import io.slipway.web.Authors;
import io.slipway.web.Language;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import io.slipway.web.trash.TrashPage.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What was deleted in a repository and can be restored: a whole image, or what a tag named.
@Component
class TrashPages implements RepositoryPart {

    private static final String TRASH = "trash";
    private static final String RESTORE = "restore";
    private static final int SIZE = 50;

    private final Access access;
    private final RepositoryHeads heads;
    private final Trash trash;
    private final Authors authors;

    TrashPages(Access access, RepositoryHeads heads, Trash trash, Authors authors) {
        this.access = access;
        this.heads = heads;
        this.trash = trash;
        this.authors = authors;
    }

    @Override
    public Set<String> names() {
        return Set.of(TRASH, RESTORE);
    }

    @Override
    public ModelAndView show(Asked asked) {
        if (!asked.part().equals(TRASH)) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        Repository repository = access.toMaintain(asked.caller(), asked.name());
        Optional<TagEventPosition> after = TagEventPosition.parse(asked.parameter("after"));
        Page<TrashedManifest> found = trash.page(repository, after, SIZE);
        AuthorLinks links = authors.of(asked.caller(), repository);
        Language language = asked.shell().language();
        List<Row> rows = found.items().stream()
                .map(manifest -> Row.of(manifest, language, links))
                .toList();
        Optional<String> later = Optional.of(found)
                .filter(Page::more)
                .map(page -> "/r/" + repository.name() + "/-/" + TRASH + "?after="
                        + page.items().getLast().position());
        TrashPage page = new TrashPage(
                asked.shell(),
                heads.of(asked.caller(), asked.shell(), repository, TRASH),
                rows,
                after.isEmpty(),
                later,
                trash.window().toDays());
        return new ModelAndView("trash/trash", "page", page);
    }

    /// @throws OciException NAME_UNKNOWN, DENIED to whoever may not delete here, MANIFEST_UNKNOWN for what is not kept
    @Override
    public ModelAndView change(Asked asked, Map<String, String> form) {
        Repository repository = access.toMaintain(asked.caller(), asked.name());
        Digest digest = Digest.parse(form.getOrDefault("digest", ""));
        if (asked.part().equals(RESTORE)) {
            Tag tag = Tag.parse(form.getOrDefault("tag", ""));
            trash.restore(repository, asked.actor(), tag, digest);
            return new OwnPath("/r/" + repository.name() + "/-/history").seeOther(Notice.RESTORED);
        }
        trash.restore(repository, asked.actor(), digest);
        return new OwnPath("/r/" + repository.name() + "/-/" + TRASH).seeOther(Notice.RESTORED);
    }
}
