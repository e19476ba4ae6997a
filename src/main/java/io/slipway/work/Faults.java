package io.slipway.work;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/// Tells faults that may pass from bugs.
public final class Faults {

    private static final Set<String> OUTAGES = Set.of("25P03", "25006");

    private Faults() {}

    /// Storage or database out of reach, full or read-only.
    public static boolean isPassing(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            boolean passing = cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof QueryTimeoutException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof SQLException sql && isOutage(sql);
            if (passing) {
                return true;
            }
        }
        return false;
    }

    public static boolean isClientGone(Throwable error) {
        return error instanceof IOException && error.getClass().getSimpleName().equals("ClientAbortException");
    }

    public static String reason(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == error ? error.toString() : error + ": " + root;
    }

    /// Connection (08), resources such as a full disk (53), operator intervention such as a shutdown or a limit of time
    /// (57), a transaction that was ended because it rested (25P03), a server that is no primary (25006).
    private static boolean isOutage(SQLException error) {
        String state = error.getSQLState();
        if (state == null) {
            // the pool's word for a connection that broke and is to be rolled back
            return error.getClass() == SQLException.class;
        }
        return OUTAGES.contains(state) || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }
}
