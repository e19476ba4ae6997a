package io.slipway.registry;

import io.slipway.oci.Digest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.ServerResponse.BodyBuilder;

/// Answers that give content: a digest is its `ETag`, and any range of its bytes can be had.
final class ContentAnswer {

    private static final String IMMUTABLE = "private, max-age=31536000, immutable";
    private static final String REVALIDATE = "no-cache";

    /// What there is to give.
    ///
    /// @param immutable asked for by digest: may be kept for ever
    record Content(Digest digest, String mediaType, long size, boolean immutable) {

        String etag() {
            return '"' + digest.toString() + '"';
        }
    }

    /// Sends the bytes from `start` up to and without `end`.
    @FunctionalInterface
    interface Sender {
        void send(HttpServletRequest request, HttpServletResponse response, long start, long end) throws IOException;
    }

    private ContentAnswer() {}

    static ServerResponse head(RegistryRequest request, Content content) {
        if (isKnown(request, content)) {
            return common(304, content).build();
        }
        return common(200, content)
                .header("Content-Type", content.mediaType())
                .contentLength(content.size())
                .build();
    }

    static boolean isKnown(RegistryRequest request, Content content) {
        return request.header("If-None-Match")
                .filter(header -> Arrays.stream(header.split(","))
                        .map(String::strip)
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(content.etag())))
                .isPresent();
    }

    static ServerResponse get(RegistryRequest request, Content content, Sender sender) {
        if (isKnown(request, content)) {
            return common(304, content).build();
        }
        Optional<String> range = request.header("Range");
        return switch (RangeHeader.parse(range, request.header("If-Range"), content.etag(), content.size())) {
            case RangeHeader.Whole _ -> send(common(200, content), content, sender, 0, content.size());
            case RangeHeader.Part part ->
                send(
                        common(206, content)
                                .header(
                                        "Content-Range",
                                        "bytes " + part.start() + "-" + (part.end() - 1) + "/" + content.size()),
                        content,
                        sender,
                        part.start(),
                        part.end());
            case RangeHeader.Unsatisfiable _ ->
                Answers.empty(common(416, content).header("Content-Range", "bytes */" + content.size()));
        };
    }

    private static ServerResponse send(BodyBuilder builder, Content content, Sender sender, long start, long end) {
        return builder.header("Content-Type", content.mediaType())
                .contentLength(end - start)
                .build((request, response) -> {
                    sender.send(request, response, start, end);
                    return null;
                });
    }

    private static BodyBuilder common(int status, Content content) {
        return ServerResponse.status(status)
                .header("Docker-Content-Digest", content.digest().toString())
                .header("ETag", content.etag())
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", content.immutable() ? IMMUTABLE : REVALIDATE);
    }
}
