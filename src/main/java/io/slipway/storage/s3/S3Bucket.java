package io.slipway.storage.s3;

import io.slipway.storage.StorageKey;
import io.slipway.storage.s3.S3Place.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// The calls of one bucket that Slipway makes, each with its attempts; a failure is the SDK's.
final class S3Bucket {

    private final S3Client client;
    private final S3Credentials credentials;
    private final String name;
    private final String prefix;
    private final Optional<String> encryption;
    private final Optional<String> kmsKey;

    S3Bucket(S3Client client, S3Credentials credentials, S3Settings settings) {
        this.client = client;
        this.credentials = credentials;
        this.name = settings.requiredBucket();
        this.prefix = settings.keyPrefix();
        this.encryption = settings.encryption();
        this.kmsKey = settings.kmsKey();
    }

    @Override
    public String toString() {
        return "bucket " + name + (prefix.isEmpty() ? "" : " (below " + prefix + ")");
    }

    void put(String key, RequestBody body) {
        credentials.call(() -> client.putObject(
                put -> {
                    put.bucket(name).key(prefix + key).contentType("application/octet-stream");
                    encryption.ifPresent(put::serverSideEncryption);
                    kmsKey.ifPresent(put::ssekmsKeyId);
                },
                body));
    }

    /// Writes it unless it is there; false when it is.
    boolean putNew(String key, RequestBody body) {
        try {
            credentials.call(() ->
                    client.putObject(put -> put.bucket(name).key(prefix + key).ifNoneMatch("*"), body));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 412 || e.statusCode() == 409) {
                return false;
            }
            throw e;
        }
    }

    /// @return the id of the multipart upload
    String begin(StorageKey key) {
        return credentials
                .call(() -> client.createMultipartUpload(create -> {
                    create.bucket(name).key(at(key)).contentType("application/octet-stream");
                    encryption.ifPresent(create::serverSideEncryption);
                    kmsKey.ifPresent(create::ssekmsKeyId);
                }))
                .uploadId();
    }

    /// @param number from 1
    Part part(StorageKey key, String upload, int number, RequestBody body) {
        UploadPartResponse done = credentials.call(() -> client.uploadPart(
                part -> part.bucket(name).key(at(key)).uploadId(upload).partNumber(number), body));
        String crc32 = done.checksumCRC32();
        return new Part(done.eTag(), crc32 == null ? "" : crc32);
    }

    void complete(StorageKey key, S3Place place) {
        List<CompletedPart> parts = new ArrayList<>();
        for (Part part : place.parts()) {
            parts.add(CompletedPart.builder()
                    .partNumber(parts.size() + 1)
                    .eTag(part.etag())
                    .checksumCRC32(part.crc32().isEmpty() ? null : part.crc32())
                    .build());
        }
        credentials.call(() -> client.completeMultipartUpload(complete ->
                complete.bucket(name).key(at(key)).uploadId(place.upload()).multipartUpload(all -> all.parts(parts))));
    }

    /// Ends every multipart upload at exactly this key.
    void abort(StorageKey key) {
        credentials
                .call(() ->
                        client.listMultipartUploads(list -> list.bucket(name).prefix(at(key))))
                .uploads()
                .stream()
                .filter(upload -> upload.key().equals(at(key)))
                .forEach(this::abort);
    }

    /// @param each with the key as it is without the prefix
    void listUnfinished(BiConsumer<String, Instant> each) throws SdkException {
        for (MultipartUpload upload : client.listMultipartUploadsPaginator(
                        list -> list.bucket(name).prefix(prefix))
                .uploads()) {
            each.accept(upload.key().substring(prefix.length()), upload.initiated());
        }
    }

    void abort(MultipartUpload upload) {
        try {
            credentials.call(() -> client.abortMultipartUpload(
                    abort -> abort.bucket(name).key(upload.key()).uploadId(upload.uploadId())));
        } catch (NoSuchUploadException e) {
            // it ended meanwhile
        }
    }

    /// @param end exclusive
    ResponseInputStream<GetObjectResponse> get(StorageKey key, long start, long end) {
        return credentials.call(
                () -> client.getObject(get -> get.bucket(name).key(at(key)).range("bytes=" + start + "-" + (end - 1))));
    }

    byte[] getAll(String key) {
        return credentials
                .call(() -> client.getObjectAsBytes(get -> get.bucket(name).key(prefix + key)))
                .asByteArray();
    }

    long size(StorageKey key) {
        return credentials
                .call(() -> client.headObject(head -> head.bucket(name).key(at(key))))
                .contentLength();
    }

    void delete(StorageKey key) {
        credentials.call(() -> client.deleteObject(delete -> delete.bucket(name).key(at(key))));
    }

    /// At most 1,000. What could not be deleted is told.
    void delete(List<StorageKey> keys, Consumer<String> failed) {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(at(key)).build())
                .toList();
        credentials
                .call(() -> client.deleteObjects(delete ->
                        delete.bucket(name).delete(all -> all.objects(objects).quiet(true))))
                .errors()
                .forEach(error -> failed.accept(error.key().substring(prefix.length())));
    }

    /// Whether there is nothing besides this folder, if anything.
    boolean hasAtMost(String folder) {
        String above = prefix;
        for (String part : folder.split("/")) {
            String here = above;
            String next = here + part + "/";
            ListObjectsV2Response found = credentials.call(() -> client.listObjectsV2(
                    list -> list.bucket(name).prefix(here).delimiter("/").maxKeys(10)));
            // some keep an object for the folder itself
            boolean others = found.contents().stream().anyMatch(it -> !it.key().equals(here))
                    || found.commonPrefixes().stream()
                            .anyMatch(it -> !it.prefix().equals(next));
            if (others) {
                return false;
            }
            above = next;
        }
        return true;
    }

    /// @param folder below which to look; empty for all
    /// @param each with the key as it is without the prefix
    void list(String folder, Listed each) throws SdkException {
        for (S3Object object : client.listObjectsV2Paginator(
                        list -> list.bucket(name).prefix(prefix + folder))
                .contents()) {
            each.accept(object.key().substring(prefix.length()), object);
        }
    }

    @FunctionalInterface
    interface Listed {
        void accept(String key, S3Object object);
    }

    private String at(StorageKey key) {
        return prefix + key.value();
    }
}
