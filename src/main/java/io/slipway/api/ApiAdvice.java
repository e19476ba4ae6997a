package io.slipway.api;

import io.slipway.work.Faults;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/// What holds for every resource: bodies are small, and errors are problem details.
@RestControllerAdvice(basePackageClasses = ApiAdvice.class)
class ApiAdvice extends RequestBodyAdviceAdapter {

    static final int MAX_BODY = 1024 * 1024;

    private record Limited(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }
    }

    private final Problems problems;

    ApiAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler(Exception.class)
    void write(Exception error, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (response.isCommitted() && !Faults.isClientGone(error)) {
            // the connection breaks: half a list must not look like a whole one
            throw error;
        }
        problems.write(error, request, response);
    }

    @Override
    public boolean supports(
            MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        int most = type instanceof Class<?> body && body.getAnnotation(BodyLimit.class) instanceof BodyLimit limit
                ? limit.value()
                : MAX_BODY;
        if (message.getHeaders().getContentLength() > most) {
            throw tooLarge(most);
        }
        return new Limited(message.getHeaders(), limit(message.getBody(), most));
    }

    private static InputStream limit(InputStream body, int most) {
        return new FilterInputStream(body) {

            private int left = most;

            @Override
            public int read() throws IOException {
                return count(super.read(), 1);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                return count(read, read);
            }

            private int count(int result, int bytes) {
                if (result >= 0) {
                    left -= bytes;
                }
                if (left < 0) {
                    throw tooLarge(most);
                }
                return result;
            }
        };
    }

    static ApiException tooLarge(int most) {
        return new ApiException(413, "content-too-large", "this body has at most " + most + " bytes");
    }
}
