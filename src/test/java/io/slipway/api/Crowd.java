package io.slipway.api;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Several clients that begin at the same moment.
final class Crowd {

    interface Request {

        HttpResponse<String> by(int client);
    }

    private Crowd() {}

    static List<HttpResponse<String>> of(int size, Request request) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService clients = Executors.newFixedThreadPool(size)) {
            List<Future<HttpResponse<String>>> running = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int client = i;
                running.add(clients.submit(() -> {
                    start.await();
                    return request.by(client);
                }));
            }
            start.countDown();
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
