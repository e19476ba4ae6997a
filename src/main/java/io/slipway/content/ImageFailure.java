package io.slipway.content;

/// Why a manifest's config says nothing.
public enum ImageFailure {
    /// its bytes are more than anybody writes by hand or tool
    TOO_LARGE,
    /// it is no JSON object
    INVALID,
    /// the stored bytes cannot be read
    UNREADABLE
}
