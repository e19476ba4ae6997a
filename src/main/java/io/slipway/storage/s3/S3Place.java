package io.slipway.storage.s3;

import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// An unfinished multipart upload: its id, and the parts that are there, in order.
record S3Place(String upload, List<Part> parts) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param crc32 its checksum, empty where none is made
    record Part(String etag, String crc32) {}

    static S3Place parse(StorageKey key, String text) {
        try {
            return JSON.readValue(text, S3Place.class);
        } catch (JacksonException e) {
            throw new StorageException("What is known of the parts of " + key + " is damaged", e);
        }
    }

    String text() {
        return JSON.writeValueAsString(this);
    }
}
