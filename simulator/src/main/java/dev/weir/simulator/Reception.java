package dev.weir.simulator;

import static java.util.Locale.ROOT;

import dev.weir.simulator.Intake.Means;
import dev.weir.simulator.book.Described;
import dev.weir.simulator.book.Ended;
import dev.weir.simulator.book.Row;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.dialect.Answer;
import dev.weir.simulator.dialect.Answers;
import dev.weir.simulator.dialect.Failure;
import dev.weir.simulator.dialect.Framing;
import dev.weir.simulator.dialect.Identity;
import dev.weir.simulator.dialect.Manners;
import dev.weir.simulator.fault.Fault;
import dev.weir.simulator.fault.FaultySteps;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.replay.Recording;
import dev.weir.simulator.request.Asked;
import dev.weir.simulator.request.BadRequest;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.request.CallReader;
import dev.weir.simulator.request.Provider;
import dev.weir.simulator.script.Directive;
import dev.weir.simulator.script.Plan;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// One request between its row and its delivery: key, meaning, plan, head.
final class Reception {
  private static final String PAGE =
      "<!doctype html><title>Welcome</title><p>Please sign in to use this network.</p>\n";

  private static final String VERTEX = "/v1/projects/";

  private static final String ANOTHER_SIGNATURE =
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method.";

  private final Means means;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Asked asked;
  private final Provider provider;
  private final Row row;
  private final long wireId;
  private final Context context;

  Reception(Means means, HttpServerRequest request, Asked asked, Row row, Context context) {
    this.means = means;
    this.request = request;
    this.response = request.response();
    this.asked = asked;
    this.provider = asked.provider();
    this.row = row;
    this.wireId = means.salt() + row.id();
    this.context = context;
  }

  void judge(@Nullable String presented, byte[] body) {
    if (presented == null || (means.key() != null && !means.key().equals(presented))) {
      refuse(Failure.unknownKey(provider, presented != null, wireId));
      return;
    }
    if (path().startsWith(VERTEX) && means.tokens().refuses(presented)) {
      refuse(Failure.unknownKey(Provider.VERTEX, true, wireId));
      return;
    }
    if (means.awsSecret() != null && !isSigned(means.awsSecret(), body)) {
      refuse(403, ANOTHER_SIGNATURE);
      return;
    }
    if (lacksVersion()) {
      refuse(400, "anthropic-version: header is required");
      return;
    }
    try {
      answer(CallReader.read(asked, body));
    } catch (BadRequest e) {
      refuse(400, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      refuse(400, "simulator: " + e.getMessage());
    }
  }

  /// Whether a signature, if there is one, is that of the secret.
  private boolean isSigned(String secret, byte[] body) {
    var headers = new HashMap<String, String>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(ROOT), value));
    if (!headers.getOrDefault("authorization", "").startsWith("AWS4")) {
      return true;
    }
    headers.putIfAbsent("host", String.valueOf(request.authority()));
    String query = request.query() == null ? "" : request.query();
    String method = request.method().name();
    return new AwsSignature(method, path(), query, headers, Buffer.buffer(body)).isOf(secret);
  }

  private String path() {
    return String.valueOf(request.path());
  }

  // On Vertex the version is in the body.
  private boolean lacksVersion() {
    return provider == Provider.ANTHROPIC
        && path().startsWith("/v1/m")
        && request.getHeader("anthropic-version") == null;
  }

  private void answer(Call call) {
    String directive = call.directive();
    Plan plan =
        means
            .planner()
            .plan(call.wish(), directive == null ? Directive.EMPTY : Directive.parse(directive));
    if (plan.has(new Fault.GoAway()) && request.version() != HttpVersion.HTTP_2) {
      throw new IllegalArgumentException("goaway needs a connection with HTTP/2");
    }
    Recording recording = recording(plan);
    Instant now = means.clock().instant();
    Identity identity = Identity.of(asked.endpoint(), wireId, now);
    means
        .stage()
        .book()
        .describe(
            row,
            new Described(
                plan.model(),
                call.stream(),
                recording == null ? identity.responseId() : null,
                plan.faultText().isEmpty() ? null : plan.faultText(),
                recording == null ? null : recording.name()));
    Delivery.Reply reply = refusal(plan);
    if (reply == null) {
      reply = recording == null ? made(call, plan, identity, now) : recorded(recording, plan);
    }
    new Delivery(means.stage(), request, row, plan, reply).begin(context);
  }

  /// The recording named by directive or header, or the next one ordered.
  private @Nullable Recording recording(Plan plan) {
    String name =
        plan.recording() == null ? request.getHeader("x-sim-recording") : plan.recording();
    return name == null ? means.recordings().poll() : means.recordings().named(name);
  }

  private Delivery.@Nullable Reply refusal(Plan plan) {
    for (Fault fault : plan.faults()) {
      if (fault instanceof Fault.Refuse refuse) {
        var failure =
            new Failure(
                provider,
                refuse.status(),
                Failure.of(provider, refuse.status(), wireId).message(),
                wireId,
                refuse.retryAfterSeconds());
        head(failure);
        return new Delivery.Reply(refuse.status(), Usage.NONE, true, body(failure), null);
      }
    }
    return null;
  }

  private Delivery.Reply made(Call call, Plan plan, Identity identity, Instant now) {
    long tookMillis = plan.latency().ttftNanos() / 1_000_000 + 1;
    Manners.headers(provider, response.headers(), wireId, tookMillis);
    String second = now.truncatedTo(ChronoUnit.SECONDS).toString();
    Manners.limits(provider, response.headers(), second);
    Usage bill = Answers.isBilled(asked.endpoint()) ? plan.bill() : Usage.NONE;
    if (plan.has(new Fault.WrongType())) {
      response.putHeader("content-type", "text/html; charset=utf-8");
      return new Delivery.Reply(200, bill, true, Buffer.buffer(PAGE), null);
    }
    Answers.usageHeaders(call, plan, response.headers());
    boolean empty = plan.has(new Fault.Empty());
    return switch (Answers.of(call, plan, identity)) {
      case Answer.Whole whole -> {
        response.putHeader("content-type", Manners.jsonType(provider));
        Buffer body = empty ? Buffer.buffer() : bent(whole.body(), plan);
        yield new Delivery.Reply(200, bill, true, body, null);
      }
      case Answer.Streamed streamed -> {
        response
            .putHeader("content-type", Framing.of(asked).contentType())
            .putHeader("cache-control", "no-cache");
        Iterator<Step> frames = empty ? Collections.emptyIterator() : streamed.frames();
        yield new Delivery.Reply(200, bill, true, null, frames);
      }
    };
  }

  private Delivery.Reply recorded(Recording recording, Plan plan) {
    recording.headers().forEach(response::putHeader);
    Usage bill = recording.status() >= 400 ? Usage.NONE : recording.usage().orElse(null);
    if (!recording.isStreaming()) {
      Buffer body = bent(recording.body(), plan);
      return new Delivery.Reply(recording.status(), bill, false, body, null);
    }
    var frames = new FaultySteps(recording.frames(), plan.faults(), Answers.bending(asked, wireId));
    return new Delivery.Reply(recording.status(), bill, false, null, frames);
  }

  /// An unstreamed body with the faults that change bytes.
  private Buffer bent(Buffer body, Plan plan) {
    for (Fault fault : plan.faults()) {
      if (fault instanceof Fault.ErrorEvent) {
        return Failure.of(provider, 500, wireId).body();
      }
      if (fault instanceof Fault.Malformed) {
        return body.getBuffer(0, body.length() / 2);
      }
    }
    return body;
  }

  private void refuse(int status, String message) {
    refuse(new Failure(provider, status, message, wireId, -1));
  }

  private void refuse(Failure failure) {
    head(failure);
    means.stage().book().end(row, failure.status(), Ended.REFUSED, Usage.NONE, 0);
    response.setStatusCode(failure.status()).end(body(failure));
  }

  private void head(Failure failure) {
    Manners.headers(provider, response.headers(), wireId, 1);
    failure.headers(response.headers());
    response.putHeader("content-type", Manners.jsonType(provider));
  }

  // Where the answer would be one JSON array, the error is its only element.
  private Buffer body(Failure failure) {
    boolean inArray = asked.stream() && Framing.of(asked) == Framing.JSON_ARRAY;
    return inArray
        ? Buffer.buffer("[").appendString(failure.body().toString().strip()).appendString("\n]\n")
        : failure.body();
  }
}
