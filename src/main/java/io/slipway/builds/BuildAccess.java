package io.slipway.builds;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Repository;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import org.springframework.stereotype.Service;

/// Who may do what with builds: whoever sees a repository sees its builds, and whoever may push there starts and
/// cancels them and reads what they said.
@Service
public class BuildAccess {

    private final Access access;

    BuildAccess(Access access) {
        this.access = access;
    }

    /// @throws OciException NAME_UNKNOWN
    public Repository toSee(Caller caller, RepositoryName name) {
        return access.toSee(caller, name);
    }

    /// To start and cancel builds, and to read their logs, arguments and why they failed.
    ///
    /// @throws OciException NAME_UNKNOWN to whoever may not even see it, DENIED to the rest
    public Repository toRun(Caller caller, RepositoryName name) {
        Repository repository = access.toSee(caller, name);
        if (!mayRun(caller, name)) {
            throw new OciException(
                    ErrorCode.DENIED,
                    "you may read " + name + " but not push to it: an owner of " + name.namespace()
                            + " can grant that");
        }
        return repository;
    }

    /// Whether [#toRun] would hand it out.
    public boolean mayRun(Caller caller, RepositoryName name) {
        return access.allowed(caller, name).push();
    }

    /// A credential that may push some tags only starts no build that makes others.
    ///
    /// @throws OciException DENIED
    public void requireTags(Repository repository, BuildSummary build) {
        build.tags().stream()
                .filter(tag -> !repository.tags().matches(tag))
                .findFirst()
                .ifPresent(tag -> {
                    throw new OciException(
                            ErrorCode.DENIED, "this token may not push the tag " + tag + ", only " + repository.tags());
                });
    }
}
