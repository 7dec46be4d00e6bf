package dev.weir.view.console;

import dev.weir.base.http.Breach;
import dev.weir.base.http.Exchange;
import dev.weir.base.http.HttpListener;
import dev.weir.view.api.ControlPlane;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The control plane's listener: what begins with `/api/`, and what machines ask of the gateway's
/// state, goes to the API; everything else is the console's.
public final class ConsoleListener implements HttpListener.Receiver {
  /// As it is sent: a quote is three bytes of it, and one of its field, which has a bound of its
  /// own.
  private static final int FORM_BYTES = 4 << 20;

  private static final int SIGN_IN_BYTES = 8 << 10;
  private static final Set<String> OF_MACHINES = Set.of("/metrics", "/healthz", "/readyz");

  private final ControlPlane api;
  private final Console console;
  private final Executor blocking;
  private final Streams streams = new Streams();

  /// @param blocking runs each request; may block
  public ConsoleListener(ControlPlane api, Console console, Executor blocking) {
    this.api = api;
    this.console = console;
    this.blocking = blocking;
  }

  private static boolean isOfTheApi(String path) {
    return path.equals("/api") || path.startsWith("/api/") || OF_MACHINES.contains(path);
  }

  @Override
  public void accept(Exchange exchange) {
    if (isOfTheApi(exchange.path())) {
      api.accept(exchange);
    } else {
      blocking.execute(() -> {
        Asked asked = asked(exchange);
        if (asked.wantsEvents()) {
          tell(exchange, asked);
        } else {
          send(exchange, tooMuch(asked).orElseGet(() -> console.answer(asked)));
        }
      });
    }
  }

  private void tell(Exchange exchange, Asked asked) {
    switch (console.follow(asked)) {
      case Following.Refused(Reply why) -> send(exchange, why);
      case Following.Begun begun -> {
        if (!streams.enter(begun.operator())) {
          send(exchange, console.refused(asked, 429, "Too many pages are followed at once."));
          return;
        }
        try {
          streams.run(exchange, console, begun);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          exchange.abort();
        } finally {
          streams.leave(begun.operator());
        }
      }
    }
  }

  /// Nobody can make this gateway keep more than a password's worth of a body without a session.
  @Override
  public Optional<Consumer<Exchange>> withoutBody(Exchange head) {
    if (isOfTheApi(head.path())) {
      return api.withoutBody(head);
    }
    long most = most(asked(head));
    long said = said(head);
    return said >= 0 && said <= most
        ? Optional.empty()
        : Optional.of(
            exchange -> blocking.execute(() -> send(exchange, refused(asked(exchange), most))));
  }

  /// The length a body is said to have; negative if none is said.
  private static long said(Exchange head) {
    try {
      return Long.parseLong(head.headers().get("content-length").orElse("-1"));
    } catch (NumberFormatException unreadable) {
      return -1;
    }
  }

  private long most(Asked asked) {
    return console.isPresent(asked) ? FORM_BYTES : SIGN_IN_BYTES;
  }

  private Optional<Reply> tooMuch(Asked asked) {
    return asked.body().length <= SIGN_IN_BYTES || asked.body().length <= most(asked)
        ? Optional.empty()
        : Optional.of(refused(asked, most(asked)));
  }

  private Reply refused(Asked asked, long most) {
    return console.refused(
        asked, 413, "A form has at most %d bytes here, and says how many.".formatted(most));
  }

  @Override
  public void breached(Exchange exchange, Breach breach) {
    if (isOfTheApi(exchange.path())) {
      api.breached(exchange, breach);
    } else {
      int status = breach.kind().status();
      blocking.execute(
          () -> send(exchange, console.refused(asked(exchange), status, breach.detail())));
    }
  }

  private static Asked asked(Exchange exchange) {
    return new Asked(
        exchange.method(),
        exchange.path(),
        exchange.query(),
        exchange.headers(),
        exchange.body(),
        exchange.remoteAddress());
  }

  private static void send(Exchange exchange, Reply reply) {
    exchange.end(reply.status(), reply.headers(), reply.body());
  }
}
