package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.simulator.book.Ended;
import dev.weir.simulator.book.Received;
import dev.weir.simulator.book.Row;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.dialect.Answer;
import dev.weir.simulator.dialect.Answers;
import dev.weir.simulator.dialect.BadRequest;
import dev.weir.simulator.dialect.Call;
import dev.weir.simulator.dialect.CallReader;
import dev.weir.simulator.dialect.Endpoint;
import dev.weir.simulator.dialect.Identity;
import dev.weir.simulator.dialect.Provider;
import dev.weir.simulator.fault.Fault;
import dev.weir.simulator.script.Directive;
import dev.weir.simulator.script.Plan;
import dev.weir.simulator.script.Planner;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Receives one request of the providers' API: body, row, key, meaning, plan, then its delivery.
final class Intake {
  private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream; charset=utf-8";

  private final Delivery.Stage stage;
  private final Planner planner;
  private final InstantSource clock;
  private final @Nullable String key;

  Intake(Delivery.Stage stage, Planner planner, InstantSource clock, @Nullable String key) {
    this.stage = stage;
    this.planner = planner;
    this.clock = clock;
    this.key = key;
  }

  void accept(HttpServerRequest request) {
    Context context = stage.vertx().getOrCreateContext();
    Buffer body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() + chunk.length() > BODY_BYTES_MAX) {
        request.connection().close();
        return;
      }
      body.appendBuffer(chunk);
    });
    request.endHandler(_ -> received(request, body, context));
  }

  private void received(HttpServerRequest request, Buffer body, Context context) {
    boolean anthropic =
        request.getHeader("anthropic-version") != null || request.getHeader("x-api-key") != null;
    String path = request.path();
    Endpoint endpoint = path == null ? null : Endpoint.of(path, anthropic);
    if (endpoint == null || !endpoint.method().equals(request.method().name())) {
      Provider provider = anthropic ? Provider.ANTHROPIC : Provider.OPENAI;
      String message = "Unknown request URL: " + request.method() + " " + path;
      request.response().putHeader("content-type", JSON).setStatusCode(404);
      request.response().end(provider.error(404, message, 0));
      return;
    }
    String presented = presentedKey(request, endpoint.provider());
    Row row = open(request, endpoint, presented);
    if (row == null) {
      request.response().setStatusCode(507).end("the simulator's book is full\n");
      return;
    }
    new Reception(request, endpoint, row, context).judge(presented, body.getBytes());
  }

  private @Nullable Row open(
      HttpServerRequest request, Endpoint endpoint, @Nullable String presented) {
    return stage
        .book()
        .open(
            new Received(
                endpoint.provider().word(),
                endpoint.word(),
                request.getHeader("x-client-request-id"),
                presented == null ? null : fingerprint(presented)));
  }

  private static @Nullable String presentedKey(HttpServerRequest request, Provider provider) {
    String header = request.getHeader("authorization");
    if (provider == Provider.ANTHROPIC && request.getHeader("x-api-key") != null) {
      return emptyToNull(request.getHeader("x-api-key"));
    }
    return header != null && header.startsWith("Bearer ")
        ? emptyToNull(header.substring("Bearer ".length()).strip())
        : null;
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /// The first 16 hex digits of a key's SHA-256.
  static String fingerprint(String key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// One request between its row and its delivery.
  private final class Reception {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Endpoint endpoint;
    private final Row row;
    private final Context context;

    Reception(HttpServerRequest request, Endpoint endpoint, Row row, Context context) {
      this.request = request;
      this.response = request.response();
      this.endpoint = endpoint;
      this.row = row;
      this.context = context;
    }

    void judge(@Nullable String presented, byte[] body) {
      if (presented == null || (key != null && !key.equals(presented))) {
        refuse(401, endpoint.provider().defaultMessage(401));
        return;
      }
      if (endpoint.provider() == Provider.ANTHROPIC
          && request.getHeader("anthropic-version") == null) {
        refuse(400, "anthropic-version: header is required");
        return;
      }
      try {
        plan(CallReader.read(endpoint, body));
      } catch (BadRequest e) {
        refuse(400, String.valueOf(e.getMessage()));
      } catch (IllegalArgumentException e) {
        refuse(400, "simulator: " + e.getMessage());
      }
    }

    private void plan(Call call) {
      String asked = call.directive();
      Plan plan =
          planner.plan(call.wish(), asked == null ? Directive.EMPTY : Directive.parse(asked));
      Instant now = clock.instant();
      Identity identity = Identity.of(endpoint, row.id(), now.getEpochSecond());
      String fault = plan.faultText().isEmpty() ? null : plan.faultText();
      stage.book().describe(row, plan.model(), call.stream(), identity.responseId(), fault);
      Delivery.Reply reply = refusal(plan);
      if (reply == null) {
        reply = reply(call, plan, identity, now);
      }
      new Delivery(stage, response, row, plan, reply).begin(context);
    }

    private Delivery.@Nullable Reply refusal(Plan plan) {
      for (Fault fault : plan.faults()) {
        if (fault instanceof Fault.Refuse refuse) {
          endpoint.provider().headers(response.headers(), row.id(), 1);
          response.putHeader("content-type", JSON);
          if (refuse.retryAfterSeconds() >= 0) {
            response.putHeader("retry-after", Integer.toString(refuse.retryAfterSeconds()));
          }
          return new Delivery.Reply(refuse.status(), Usage.NONE, error(refuse.status()), null);
        }
      }
      return null;
    }

    private Delivery.Reply reply(Call call, Plan plan, Identity identity, Instant now) {
      endpoint
          .provider()
          .headers(response.headers(), row.id(), plan.latency().ttftNanos() / 1_000_000 + 1);
      endpoint
          .provider()
          .limits(response.headers(), now.truncatedTo(ChronoUnit.SECONDS).toString());
      Usage bill = Answers.isBilled(endpoint) ? plan.bill() : Usage.NONE;
      return switch (Answers.of(call, plan, identity)) {
        case Answer.Whole whole -> {
          response.putHeader("content-type", JSON);
          yield new Delivery.Reply(200, bill, bent(whole.body(), plan), null);
        }
        case Answer.Streamed streamed -> {
          response.putHeader("content-type", EVENTS).putHeader("cache-control", "no-cache");
          yield new Delivery.Reply(200, bill, null, streamed.frames());
        }
      };
    }

    private Buffer bent(Buffer body, Plan plan) {
      for (Fault fault : plan.faults()) {
        if (fault instanceof Fault.ErrorEvent) {
          return error(500);
        }
        if (fault instanceof Fault.Malformed) {
          return body.getBuffer(0, body.length() / 2);
        }
      }
      return body;
    }

    private Buffer error(int status) {
      Provider provider = endpoint.provider();
      return provider.error(status, provider.defaultMessage(status), row.id());
    }

    private void refuse(int status, String message) {
      endpoint.provider().headers(response.headers(), row.id(), 1);
      stage.book().end(row, status, Ended.REFUSED, Usage.NONE, 0);
      response.putHeader("content-type", JSON).setStatusCode(status);
      response.end(endpoint.provider().error(status, message, row.id()));
    }
  }
}
