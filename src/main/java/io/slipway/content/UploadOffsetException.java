package io.slipway.content;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;

/// The bytes do not start where the session stands, or do not have the length they claim.
public class UploadOffsetException extends OciException {

    private final transient UploadSession session;

    UploadOffsetException(UploadSession session, String message) {
        super(ErrorCode.BLOB_UPLOAD_INVALID, message);
        this.session = session;
    }

    /// The session with the offset to go on from.
    public UploadSession session() {
        return session;
    }
}
