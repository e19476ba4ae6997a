package io.slipway.registry;

import io.slipway.access.Access;
import io.slipway.content.Blob;
import io.slipway.content.BlobContent;
import io.slipway.content.Blobs;
import io.slipway.content.Repository;
import io.slipway.oci.Digest;
import io.slipway.registry.ContentAnswer.Content;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/// Blobs by digest: end-2 and end-10.
@Component
class BlobHandler {

    /// Whatever a blob claims to be, browsers get bytes.
    private static final String TYPE = "application/octet-stream";

    private static final int BUFFER = 64 * 1024;

    private final Access access;
    private final Blobs blobs;

    BlobHandler(Access access, Blobs blobs) {
        this.access = access;
        this.blobs = blobs;
    }

    ServerResponse head(RegistryRequest request) {
        Repository repository = access.toPull(request.caller(), request.name());
        Blob blob = blobs.get(repository, Digest.parse(request.reference()));
        return ContentAnswer.head(request, new Content(blob.digest(), TYPE, blob.size(), true));
    }

    ServerResponse get(RegistryRequest request) {
        Repository repository = access.toPull(request.caller(), request.name());
        BlobContent blob = blobs.open(repository, Digest.parse(request.reference()));
        Content content = new Content(blob.digest(), TYPE, blob.size(), true);
        Optional<URI> link = blob.link(request.servlet().getRemoteAddr());
        if (link.isPresent() && !ContentAnswer.isKnown(request, content)) {
            // good for minutes only, and for whom it was made
            return Answers.empty(ServerResponse.temporaryRedirect(link.get()).header("Cache-Control", "no-store"));
        }
        return ContentAnswer.get(
                request, content, (servlet, response, start, end) -> send(blob, servlet, response, start, end));
    }

    ServerResponse delete(RegistryRequest request) {
        Repository repository = access.toDelete(request.caller(), request.name());
        blobs.delete(repository, Digest.parse(request.reference()));
        return Answers.empty(ServerResponse.accepted());
    }

    private static void send(
            BlobContent blob, HttpServletRequest request, HttpServletResponse response, long start, long end)
            throws IOException {
        if (blob.file().isPresent() && end - start > BUFFER && Sendfile.isPossible(request)) {
            Sendfile.send(request, blob.file().get(), start, end);
        } else {
            copy(blob, response.getOutputStream(), start, end);
        }
    }

    private static void copy(BlobContent blob, OutputStream out, long start, long end) throws IOException {
        if (start == end) {
            return;
        }
        byte[] buffer = new byte[(int) Math.min(BUFFER, end - start)];
        try (InputStream in = blob.open(start, end)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        }
    }
}
