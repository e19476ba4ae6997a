package io.slipway.builds;

/// A broken rule of builds and their triggers.
public class BuildsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// What a machine can go by; `api` turns it into a problem.
    public enum Code {
        NOT_FOUND,
        INVALID,
        /// it was changed by somebody else meanwhile, or is over already
        CONFLICT,
        QUEUE_FULL,
        /// the trigger is switched off or paused
        PAUSED
    }

    private final Code code;

    /// The field of a form or a body that is wrong; empty when it is none.
    private final String field;

    public BuildsException(Code code, String message) {
        this(code, "", message);
    }

    public BuildsException(Code code, String field, String message) {
        super(message);
        this.code = code;
        this.field = field;
    }

    public Code code() {
        return code;
    }

    public String field() {
        return field;
    }
}
