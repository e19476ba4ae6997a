package io.slipway.web.trash;

import io.slipway.access.Access;
import io.slipway.access.NamespaceFaces;
import io.slipway.content.LockedTagsException;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryDeletions;
import io.slipway.content.Trash;
import io.slipway.oci.OciException;
import io.slipway.web.FieldFaults;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Deletes the repository itself, after a look at what would go, to whoever types its name.
@Component
class RemovalPages implements RepositoryPart {

    private final Access access;
    private final RepositoryHeads heads;
    private final RepositoryDeletions deletions;
    private final Trash trash;
    private final NamespaceFaces faces;

    RemovalPages(
            Access access, RepositoryHeads heads, RepositoryDeletions deletions, Trash trash, NamespaceFaces faces) {
        this.access = access;
        this.heads = heads;
        this.deletions = deletions;
        this.trash = trash;
        this.faces = faces;
    }

    @Override
    public Set<String> names() {
        return Set.of("deletion");
    }

    @Override
    public ModelAndView show(Asked asked) {
        Repository repository = access.toManage(asked.caller(), asked.name());
        return view(asked, repository, FieldFaults.NONE, HttpStatus.OK);
    }

    /// @throws OciException NAME_UNKNOWN, DENIED to whoever may not manage it
    @Override
    public ModelAndView change(Asked asked, Map<String, String> form) {
        Repository repository = access.toManage(asked.caller(), asked.name());
        if (!form.getOrDefault("confirm", "").strip().equals(repository.name().value())) {
            FieldFaults faults = FieldFaults.at("confirm", "repository.fault.confirm");
            return view(asked, repository, faults, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, "settings");
        try {
            deletions.delete(repository, asked.actor(), form.containsKey("locked"));
        } catch (LockedTagsException e) {
            FieldFaults faults = FieldFaults.at("locked", "removal.fault.locked");
            return view(asked, repository, faults, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        // without this repository its namespace may be out of sight
        boolean seen = faces.find(asked.caller(), head.namespace()).isPresent();
        return (seen ? new OwnPath(head.home()) : OwnPath.HOME).seeOther(Notice.TRASHED);
    }

    private ModelAndView view(Asked asked, Repository repository, FieldFaults faults, HttpStatus status) {
        RemovalPage page = new RemovalPage(
                asked.shell(),
                heads.of(asked.caller(), asked.shell(), repository, "settings"),
                RemovalPreview.of(deletions.plan(repository), asked.shell().language()),
                trash.window().toDays(),
                faults);
        return new ModelAndView("trash/removal", Map.of("page", page), status);
    }
}
