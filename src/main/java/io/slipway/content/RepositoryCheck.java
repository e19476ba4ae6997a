package io.slipway.content;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Compares what a query found of a repository with what the caller's [Repository] says.
final class RepositoryCheck {

    private RepositoryCheck() {}

    /// The row must carry `repository_name` and `access_version`.
    static void verify(Repository repository, @Nullable ResultSet row) throws SQLException {
        if (row == null) {
            throw gone(repository);
        }
        boolean same = repository.name().value().equals(row.getString("repository_name"))
                && repository.accessVersion() == row.getInt("access_version");
        if (!same) {
            throw new StaleRepositoryException();
        }
    }

    static OciException gone(Repository repository) {
        return new OciException(ErrorCode.NAME_UNKNOWN, "there is no repository " + repository.name());
    }
}
