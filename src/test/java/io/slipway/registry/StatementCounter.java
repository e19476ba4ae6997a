package io.slipway.registry;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Notes each round trip to the database that a request makes: statements, commits and rollbacks. What the program does
/// by itself in the background does not count.
class StatementCounter implements BeanPostProcessor {

    private final Queue<String> trips = new ConcurrentLinkedQueue<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof DataSource source ? new Counting(source) : bean;
    }

    /// What was noted since the last time.
    List<String> take() {
        List<String> taken = new ArrayList<>();
        for (String trip = trips.poll(); trip != null; trip = trips.poll()) {
            taken.add(trip);
        }
        return taken;
    }

    private void note(String trip) {
        if (Thread.currentThread().getName().startsWith("tomcat-handler")) {
            trips.add(trip.strip());
        }
    }

    private final class Counting extends DelegatingDataSource {

        Counting(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return wrap(super.getConnection());
        }
    }

    private Connection wrap(Connection connection) {
        return (Connection) proxy(Connection.class, connection, (method, arguments, result) -> {
            if (method.equals("commit") || method.equals("rollback")) {
                note(method);
            }
            String sql = arguments.length > 0 && arguments[0] instanceof String text ? text : method;
            return result instanceof Statement statement ? wrap(statement, sql) : result;
        });
    }

    private Object wrap(Statement statement, String sql) {
        Class<?> type =
                statement instanceof java.sql.PreparedStatement ? java.sql.PreparedStatement.class : Statement.class;
        return proxy(type, statement, (method, arguments, result) -> {
            if (method.startsWith("execute")) {
                note(arguments.length > 0 && arguments[0] instanceof String text ? text : sql);
            }
            return result;
        });
    }

    private interface Seen {
        Object after(String method, Object[] arguments, Object result);
    }

    private static Object proxy(Class<?> type, Object target, Seen seen) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            try {
                Object[] given = arguments == null ? new Object[0] : arguments;
                return seen.after(method.getName(), given, method.invoke(target, given));
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        });
    }
}
