package dev.weir.simulator;

import dev.weir.simulator.Intake.Means;
import dev.weir.simulator.book.Described;
import dev.weir.simulator.book.Ended;
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
import dev.weir.simulator.fault.FaultySteps;
import dev.weir.simulator.replay.Recording;
import dev.weir.simulator.script.Directive;
import dev.weir.simulator.script.Plan;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// One request between its row and its delivery: key, meaning, plan, head.
final class Reception {
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream; charset=utf-8";

  private final Means means;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Endpoint endpoint;
  private final Provider provider;
  private final Row row;
  private final long wireId;
  private final Context context;

  Reception(Means means, HttpServerRequest request, Endpoint endpoint, Row row, Context context) {
    this.means = means;
    this.request = request;
    this.response = request.response();
    this.endpoint = endpoint;
    this.provider = endpoint.provider();
    this.row = row;
    this.wireId = means.salt() + row.id();
    this.context = context;
  }

  void judge(@Nullable String presented, byte[] body) {
    if (presented == null || (means.key() != null && !means.key().equals(presented))) {
      refuse(401, provider.defaultMessage(401));
      return;
    }
    if (provider == Provider.ANTHROPIC && request.getHeader("anthropic-version") == null) {
      refuse(400, "anthropic-version: header is required");
      return;
    }
    try {
      answer(CallReader.read(endpoint, body));
    } catch (BadRequest e) {
      refuse(400, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      refuse(400, "simulator: " + e.getMessage());
    }
  }

  private void answer(Call call) {
    String asked = call.directive();
    Plan plan =
        means.planner().plan(call.wish(), asked == null ? Directive.EMPTY : Directive.parse(asked));
    Recording recording = recording(plan);
    Instant now = means.clock().instant();
    Identity identity = Identity.of(endpoint, wireId, now.getEpochSecond());
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
    new Delivery(means.stage(), response, row, plan, reply).begin(context);
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
        int status = refuse.status();
        provider.headers(response.headers(), wireId, 1);
        response.putHeader("content-type", JSON);
        if (refuse.retryAfterSeconds() >= 0) {
          response.putHeader("retry-after", Integer.toString(refuse.retryAfterSeconds()));
        }
        return new Delivery.Reply(status, Usage.NONE, true, error(status), null);
      }
    }
    return null;
  }

  private Delivery.Reply made(Call call, Plan plan, Identity identity, Instant now) {
    long tookMillis = plan.latency().ttftNanos() / 1_000_000 + 1;
    provider.headers(response.headers(), wireId, tookMillis);
    provider.limits(response.headers(), now.truncatedTo(ChronoUnit.SECONDS).toString());
    Usage bill = Answers.isBilled(endpoint) ? plan.bill() : Usage.NONE;
    return switch (Answers.of(call, plan, identity)) {
      case Answer.Whole whole -> {
        response.putHeader("content-type", JSON);
        yield new Delivery.Reply(200, bill, true, bent(whole.body(), plan), null);
      }
      case Answer.Streamed streamed -> {
        response.putHeader("content-type", EVENTS).putHeader("cache-control", "no-cache");
        yield new Delivery.Reply(200, bill, true, null, streamed.frames());
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
    var frames = new FaultySteps(recording.frames(), plan.faults(), provider.errorEvent(wireId));
    return new Delivery.Reply(recording.status(), bill, false, null, frames);
  }

  /// An unstreamed body with the faults that change bytes.
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
    return provider.error(status, provider.defaultMessage(status), wireId);
  }

  private void refuse(int status, String message) {
    provider.headers(response.headers(), wireId, 1);
    means.stage().book().end(row, status, Ended.REFUSED, Usage.NONE, 0);
    response.putHeader("content-type", JSON).setStatusCode(status);
    response.end(provider.error(status, message, wireId));
  }
}
