package io.slipway.work;

/// Does one kind of long work, step by step. Any replica makes the next step; no two make one at the same time.
public interface OperationRunner {

    /// `<thing>.<verb>`, the same for good: it stands in rows.
    String kind();

    /// One bounded part of the work, of about a second at most, from what the step before left in
    /// [Operation#data]. Runs in a transaction that keeps its progress too: both are there or neither, so a step
    /// that died with its process is simply made again. It is made again as well when PostgreSQL gives it up for
    /// another transaction. What is not in the database has to bear being done twice.
    ///
    /// @throws OperationFailedException to end it with a sentence; whatever else is thrown is tried some more times
    OperationStep step(Operation operation);
}
