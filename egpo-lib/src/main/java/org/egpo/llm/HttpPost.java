package org.egpo.llm;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.egpo.llm.LlmException.Kind;
import org.jspecify.annotations.Nullable;

/** One attempt at one request: bytes out, bytes in, and a typed failure for everything else. Redirects are not followed. */
final class HttpPost {
    private static final int MESSAGE_LENGTH = 400;

    private final LlmOptions options;
    private final InstantSource clock;
    private final HttpClient http;

    HttpPost(LlmOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(options.timeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * @return the body of an answer with status 200
     * @throws LlmException otherwise
     */
    byte[] send(String path, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(options.baseUrl() + path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (options.key().isPresent()) {
            request.header("Authorization", options.key().header());
        }
        HttpResponse<byte[]> response = await(http.sendAsync(request.build(), info -> limited()));
        if (response.statusCode() != 200) {
            throw failure(response);
        }
        checkType(response.headers());
        return response.body();
    }

    /** Collects a body; one byte more than the limit ends the transfer. */
    private HttpResponse.BodySubscriber<byte[]> limited() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpResponse.BodySubscriber<Void> parts = BodySubscribers.ofByteArrayConsumer(part -> {
            body.writeBytes(part.orElse(new byte[0]));
            if (body.size() > options.maxAnswerBytes()) {
                throw new LlmException(
                        Kind.TOO_LARGE, "the server's answer is larger than " + options.maxAnswerBytes() + " bytes");
            }
        });
        return BodySubscribers.mapping(parts, whole -> body.toByteArray());
    }

    /** The client's own timeout ends with the headers; this one holds to the last byte. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer) {
        try {
            return answer.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new LlmException(Kind.TIMEOUT, "no whole answer from " + options.baseUrl() + " within " + seconds());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new LlmException(Kind.INTERRUPTED, "interrupted while waiting for an answer");
        } catch (ExecutionException | CancellationException e) {
            throw connection(e.getCause() == null ? e : e.getCause());
        }
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.3g s", options.timeout().toMillis() / 1e3);
    }

    private LlmException connection(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof LlmException e) {
                return e;
            }
        }
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new LlmException(
                Kind.CONNECTION,
                "the connection to " + options.baseUrl() + " failed: "
                        + options.key().hideIn(why));
    }

    private LlmException failure(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        Kind kind =
                switch (status) {
                    case 429 -> Kind.RATE_LIMITED;
                    case 401, 403 -> Kind.UNAUTHORIZED;
                    case 408, 409 -> Kind.SERVER_ERROR;
                    default -> status >= 500 ? Kind.SERVER_ERROR : Kind.REJECTED;
                };
        String hint = kind == Kind.UNAUTHORIZED ? "; check " + LlmOptions.KEY_VARIABLE : "";
        String said = message(response.body());
        return new LlmException(
                kind,
                "the server at " + options.baseUrl() + " answered with status " + status + said + hint,
                status,
                retryAfter(response.headers()));
    }

    /** What the server says, shortened and without the key. */
    private String message(byte[] body) {
        String text;
        try {
            text = ReplyJson.said(ReplyJson.MAPPER.readTree(body));
        } catch (java.io.IOException e) {
            return "";
        }
        text = options.key().hideIn(text);
        return text.substring(0, Math.min(MESSAGE_LENGTH, text.length()));
    }

    private @Nullable Duration retryAfter(HttpHeaders headers) {
        String text = headers.firstValue("Retry-After").orElse("").strip();
        try {
            if (text.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            ZonedDateTime at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), at.toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private void checkType(HttpHeaders headers) {
        String type = headers.firstValue("Content-Type").orElse("application/json");
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!media.equals("application/json") && !media.endsWith("+json")) {
            throw new LlmException(
                    Kind.WRONG_CONTENT_TYPE,
                    "the server at " + options.baseUrl() + " answered with " + printable(media)
                            + " where JSON was expected; does the address end in /v1?");
        }
    }

    private static String printable(String media) {
        return media.matches("[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,40}") ? media : "an unreadable content type";
    }
}
