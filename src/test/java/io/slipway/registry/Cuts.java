package io.slipway.registry;

import io.slipway.storage.BlobStore;
import io.slipway.storage.StorageException;
import io.slipway.storage.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Ends what the program does between two steps of its own, as a crash would: from then on neither database nor store
/// take anything from it, until it is told that it runs again.
class Cuts implements BeanPostProcessor {

    private static final Set<String> STEPS = Set.of("commit", "write", "seal", "delete", "size");

    private final Thread test = Thread.currentThread();
    private boolean after;
    private int left = -1;
    private boolean dead;

    /// @param steps how many go well
    /// @param after whether the one at which it ends is done still: its answer is lost
    synchronized void arm(int steps, boolean after) {
        left = steps;
        this.after = after;
    }

    /// @return whether it was cut
    synchronized boolean heal() {
        boolean was = dead;
        dead = false;
        left = -1;
        return was;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return switch (bean) {
            case DataSource source -> new Cut(source);
            case Stores stores -> cut(stores);
            default -> bean;
        };
    }

    private Stores cut(Stores stores) {
        Map<Short, BlobStore> all = stores.all().stream().collect(Collectors.toMap(BlobStore::id, store ->
                (BlobStore) proxy(BlobStore.class, store)));
        return new Stores(Objects.requireNonNull(all.get(stores.forNew().id())), List.copyOf(all.values()));
    }

    private final class Cut extends DelegatingDataSource {

        Cut(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return (Connection) proxy(Connection.class, super.getConnection());
        }
    }

    private Object proxy(Class<?> type, Object target) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            boolean step = method.getName().startsWith("execute") || STEPS.contains(method.getName());
            boolean ends = step && ends();
            if (ends && !after) {
                throw failure(type);
            }
            try {
                Object result = method.invoke(target, arguments);
                if (ends) {
                    throw failure(type);
                }
                return switch (result) {
                    case PreparedStatement statement -> proxy(PreparedStatement.class, statement);
                    case Statement statement -> proxy(Statement.class, statement);
                    case null, default -> result;
                };
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    /// Whether this step is the last one; what comes after it does not happen.
    private synchronized boolean ends() {
        Thread current = Thread.currentThread();
        if (current != test && !current.getName().startsWith("tomcat-handler")) {
            return false;
        }
        if (dead) {
            after = false;
            return true;
        }
        if (left < 0 || left-- > 0) {
            return false;
        }
        dead = true;
        return true;
    }

    private static Exception failure(Class<?> type) {
        return type == BlobStore.class ? new StorageException("cut") : new SQLException("cut", "08006");
    }
}
