package io.slipway.inspection;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Actor;
import io.slipway.content.ImageFacts;
import io.slipway.content.ImageKind;
import io.slipway.content.ImageLayer;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.UploadBody;
import io.slipway.content.Uploads;
import io.slipway.oci.Digest;
import io.slipway.oci.ImageConfig;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One program, with one repository whose layers are looked into.
@SlipwayTest
abstract class SharedLayers {

    record Layer(Digest digest, String mediaType, RepositoryName repository) {}

    private static final String TAR = "application/vnd.oci.image.layer.v1.tar+gzip";

    @Autowired
    LayerFiles files;

    @Autowired
    LayerWorker worker;

    @Autowired
    LayerWorkSql work;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Users users;

    @Autowired
    Uploads uploads;

    @Autowired
    Repositories repositories;

    Repository repository;
    User user;

    @BeforeEach
    void makeRepository() {
        user = users.find("ada").orElseGet(() -> users.create(NewUser.person("ada", "a wide and windy harbour")));
        repository = repositories
                .create(new RepositoryName("ada/files"), user.namespaceId(), user.id())
                .forWriting();
    }

    Layer push(byte[] content) {
        Digest digest = Digest.sha256(content);
        uploads.push(
                repository,
                new Actor(user.id(), "test"),
                digest,
                new UploadBody(new ByteArrayInputStream(content), OptionalLong.of(content.length), Optional.empty()));
        return new Layer(digest, TAR, repository.name());
    }

    Layer encrypted() {
        return new Layer(Digest.sha256(new byte[] {1}), TAR + "+encrypted", repository.name());
    }

    /// From the repository; nothing has it then.
    void remove(Layer layer) {
        jdbc.sql("""
                DELETE FROM content.repository_blob
                WHERE blob_id = (SELECT id FROM content.blob WHERE digest = ?)
                """).param(layer.digest().toBytes()).update();
    }

    ImageFiles look(Layer... layers) {
        return files.look(repository, image(layers));
    }

    ManifestDetails image(Layer... layers) {
        List<ImageLayer> all = Arrays.stream(layers)
                .map(it -> new ImageLayer(it.digest(), it.mediaType(), 1, Map.of()))
                .toList();
        ImageFacts facts = new ImageFacts(
                false,
                Optional.empty(),
                ImageKind.IMAGE,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                ImageConfig.Settings.NONE,
                Map.of(),
                List.of(),
                all,
                Optional.empty(),
                false);
        Digest digest = Digest.sha256(all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new ManifestDetails(
                1, digest, "m", 1, Instant.EPOCH, "", Optional.empty(), Optional.empty(), Map.of(), facts);
    }

    int attempts(Digest digest) {
        return count("SELECT attempts FROM inspection.layer WHERE digest = ?", digest);
    }

    long id(Digest digest) {
        return count("SELECT id FROM inspection.layer WHERE digest = ?", digest);
    }

    int count(String sql, Digest digest) {
        return jdbc.sql(sql).param(digest.toBytes()).query(Integer.class).single();
    }
}
