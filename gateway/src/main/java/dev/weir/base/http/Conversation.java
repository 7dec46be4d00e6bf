package dev.weir.base.http;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One request and its answer, confined to its loop.
final class Conversation implements Sending {
  private static final int SILENT_TICKS_MAX = 3;
  private static final int STALE_MAX = 8;

  private final Loop loop;
  private final LoopPool pool;
  private final ClientLimits limits;
  private final OutboundRequest outbound;
  private final AnswerSink sink;
  private @Nullable Lane lane;
  private @Nullable HttpClientResponse response;
  private Loop.Timer timer = () -> {};
  private boolean writing;
  private boolean counted;

  /// The engine owes a connection, or why there is none. Until then the place in the pool is taken,
  /// though nobody may want the connection any more: the engine's own queue is no longer than ours.
  private boolean waiting;

  private boolean over;
  private boolean paused;
  private int silentTicks;
  private int stale;

  Conversation(
      Loop loop, LoopPool pool, ClientLimits limits, OutboundRequest outbound, AnswerSink sink) {
    this.loop = loop;
    this.pool = pool;
    this.limits = limits;
    this.outbound = outbound;
    this.sink = sink;
  }

  void start() {
    if (over) {
      return;
    }
    if (!pool.enter(outbound.origin())) {
      notSent(new Failure(Failure.Kind.POOL_FULL, "no connection to " + outbound.origin()));
      return;
    }
    counted = true;
    take();
  }

  /// The engine's own deadline for a connection is off: it would keep the connection, and the whole
  /// pool with it, until the deadline, even when it came at once and is closed.
  private void take() {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(outbound.method()))
            .setHost(outbound.origin().host())
            .setPort(outbound.origin().port())
            .setSsl(outbound.origin().tls())
            .setURI(outbound.pathAndQuery())
            .setConnectTimeout(0)
            .setFollowRedirects(false);
    if (!outbound.origin().tls()) {
      options.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
    waiting = true;
    pool.request(outbound.origin(), options).onComplete(this::taken, this::notConnected);
    if (waiting) {
      timer = loop.schedule(limits.waitTimeout(), this::noConnection);
    }
  }

  private void noConnection() {
    fail(
        new Failure(
            Failure.Kind.CONNECT_TIMEOUT,
            "no connection to %s within %s".formatted(outbound.origin(), limits.waitTimeout())));
  }

  /// Whether the connection is still wanted.
  private boolean waited() {
    waiting = false;
    timer.cancel();
    if (over) {
      leave();
    }
    return !over;
  }

  private void leave() {
    if (counted && !waiting) {
      counted = false;
      pool.leave(outbound.origin());
    }
  }

  private void notConnected(Throwable cause) {
    if (!waited()) {
      return;
    }
    notSent(new Failure(kindBeforeSending(cause), String.valueOf(cause.getMessage())));
  }

  /// The caller may still be within [HttpClient#send].
  private void notSent(Failure failure) {
    loop.afterTurn(() -> fail(failure));
  }

  private static Failure.Kind kindBeforeSending(Throwable cause) {
    return switch (cause) {
      case LoopPool.ForbiddenAddress _ -> Failure.Kind.FORBIDDEN;
      case UnknownHostException _ -> Failure.Kind.UNRESOLVED;
      case SSLException _ -> Failure.Kind.TLS;
      case io.netty.channel.ConnectTimeoutException _ -> Failure.Kind.CONNECT_TIMEOUT;
      default -> Failure.Kind.REFUSED;
    };
  }

  /// A pooled connection that the upstream has closed meanwhile is given up for another: nothing
  /// was written to it, so this is no second attempt.
  private void taken(HttpClientRequest connected) {
    connected.exceptionHandler(_ -> {}); // or the engine logs what is done to it here
    Lane found = Lane.of(connected);
    if (!waited()) {
      found.giveBack();
      return;
    }
    if (!found.isStale()) {
      write(found);
      return;
    }
    found.avoid();
    stale++;
    if (stale < STALE_MAX) {
      take();
    } else {
      notSent(
          new Failure(
              Failure.Kind.STALE, "%d connections in turn were closed already".formatted(stale)));
    }
  }

  private void write(Lane found) {
    HttpClientRequest connected = found.request();
    lane = found;
    writing = true;
    try {
      sink.connected(Sockets.isFresh(connected.connection()));
      outbound.headers().forEach((name, value) -> field(connected, name, value));
      timer = loop.schedule(outbound.headTimeout(), this::noAnswer);
      connected.exceptionHandler(this::broken);
      boolean bare = outbound.body().length == 0 && !outbound.method().equals("POST");
      var answer = bare ? connected.send() : connected.send(Bytes.wrap(outbound.body()));
      answer.onComplete(this::answered, this::broken);
    } catch (RuntimeException unwritable) {
      // Its message may quote a field's value. The failure first: closing is one, too.
      notSent(
          new Failure(
              Failure.Kind.UNWRITABLE, "HTTP cannot carry it: " + unwritable.getClass().getName()));
      found.avoid();
    } finally {
      writing = false;
    }
  }

  private static void field(HttpClientRequest request, String name, String value) {
    switch (name) {
      case "host", "content-length", "transfer-encoding", "expect" -> {}
      case "connection", "keep-alive", "proxy-connection", "te", "upgrade" -> {}
      default -> request.headers().add(name, value);
    }
  }

  private void answered(HttpClientResponse answer) {
    if (over) {
      return;
    }
    response = answer;
    timer.cancel();
    timer = loop.schedule(tick(), this::listenForSilence);
    answer.exceptionHandler(this::broken);
    answer.handler(chunk -> {
      silentTicks = 0;
      if (!over) {
        sink.chunk(Bytes.of(chunk));
      }
    });
    answer.endHandler(_ -> ended());
    if (paused) {
      read(false);
    }
    sink.head(answer.statusCode(), LoopServer.headers(answer.headers()));
  }

  private void ended() {
    if (finish()) {
      sink.end();
    }
  }

  /// What has come of an answer that is not read just now is told before its end.
  private void broken(Throwable cause) {
    Failure failure = new Failure(kind(cause), String.valueOf(cause.getMessage()));
    if (paused && !over) {
      read(true); // the engine delivers it with the next tasks of the loop
    }
    if (writing || paused) {
      loop.afterTurn(() -> fail(failure));
    } else {
      fail(failure);
    }
  }

  private Failure.Kind kind(Throwable cause) {
    if (response != null) {
      return Failure.Kind.CUT;
    }
    boolean unread = lane != null && lane.isUnread(cause);
    return unread ? Failure.Kind.GOING_AWAY : Failure.Kind.RESET;
  }

  private void noAnswer() {
    fail(new Failure(Failure.Kind.NO_ANSWER, "no head within " + outbound.headTimeout()));
    despair();
  }

  private void listenForSilence() {
    silentTicks = paused ? 0 : silentTicks + 1;
    if (silentTicks < SILENT_TICKS_MAX) {
      timer = loop.schedule(tick(), this::listenForSilence);
      return;
    }
    fail(new Failure(Failure.Kind.TIMED_OUT, "silent for " + limits.silenceTimeout()));
    despair();
  }

  private Duration tick() {
    return limits.silenceTimeout().dividedBy(2);
  }

  private void fail(Failure failure) {
    if (finish()) {
      sink.failed(failure);
    }
  }

  /// Whether this call is the one that ends the conversation.
  private boolean finish() {
    if (over) {
      return false;
    }
    over = true;
    timer.cancel();
    leave();
    if (paused && response != null) {
      read(true); // the connection goes back to the pool
    }
    return true;
  }

  private void despair() {
    if (lane != null) {
      lane.despair();
    }
  }

  @Override
  public void cancel() {
    loop.run(() -> {
      if (finish() && lane != null) {
        lane.drop();
      }
    });
  }

  @Override
  public void pause() {
    loop.run(() -> {
      paused = true;
      if (response != null && !over) {
        read(false);
      }
    });
  }

  @Override
  public void resume() {
    loop.run(() -> {
      silentTicks = 0;
      boolean was = paused;
      paused = false;
      if (was && response != null && !over) {
        read(true);
      }
    });
  }

  private void read(boolean reading) {
    if (lane != null) {
      lane.read(reading);
    }
  }
}
