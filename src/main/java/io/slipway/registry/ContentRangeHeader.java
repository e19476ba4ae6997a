package io.slipway.registry;

import io.slipway.content.UploadBody.ContentRange;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `Content-Range: 0-99` of a chunk; RFC 9110's `bytes 0-99/*` is understood, too.
final class ContentRangeHeader {

    private static final Pattern SYNTAX =
            Pattern.compile("(?:bytes[ =])?(\\d{1,18})-(\\d{1,18})(?:/(?:\\d{1,18}|\\*))?");

    private ContentRangeHeader() {}

    static ContentRange parse(String header) {
        Matcher matcher = SYNTAX.matcher(header.strip());
        if (matcher.matches()) {
            long start = Long.parseLong(matcher.group(1));
            long end = Long.parseLong(matcher.group(2));
            if (end >= start) {
                return new ContentRange(start, end);
            }
        }
        throw new OciException(
                ErrorCode.BLOB_UPLOAD_INVALID, "Content-Range has the form 0-99, with both ends included");
    }
}
