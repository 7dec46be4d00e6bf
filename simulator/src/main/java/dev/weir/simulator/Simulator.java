package dev.weir.simulator;

import dev.weir.simulator.book.Book;
import dev.weir.simulator.fault.FaultQueue;
import dev.weir.simulator.replay.Recordings;
import dev.weir.simulator.script.Planner;
import dev.weir.simulator.script.Tokenizer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The running provider: wires the rooms, listens, and closes in reverse.
public final class Simulator implements AutoCloseable {
  private static final int SALT_SHIFT = 22;

  private final Vertx vertx;
  private final Book book;
  private final Tokenizer tokenizer;
  private final Recordings recordings;
  private final Listening listening;

  private Simulator(
      Vertx vertx, Book book, Tokenizer tokenizer, Recordings recordings, Listening listening) {
    this.vertx = vertx;
    this.recordings = recordings;
    this.book = book;
    this.tokenizer = tokenizer;
    this.listening = listening;
  }

  /// Starts and returns when it is listening.
  ///
  /// @throws IOException when a file named in the options cannot be read or written
  public static Simulator start(Options options, InstantSource clock, LongSupplier nanoClock)
      throws IOException {
    var book = new Book(clock, options.rowsMax(), appendTo(options.book()));
    int loops = options.loops() > 0 ? options.loops() : Runtime.getRuntime().availableProcessors();
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    var tokenizer = new Tokenizer();
    var faults = new FaultQueue(new SplittableRandom(options.seed()));
    var barriers = new Barriers();
    var stage =
        new Delivery.Stage(vertx, book, barriers, nanoClock, options.continuesAfterDisconnect());
    var planner =
        new Planner(
            new Planner.Settings(
                options.seed(),
                options.countReally(),
                options.base(),
                options.latency(),
                options.latencies(),
                options.tokensPerFrame()),
            tokenizer,
            faults);
    Recordings recordings = recordings(options.recordings());
    long salt = clock.millis() << SALT_SHIFT;
    var tokens = new Tokens(clock, options.tokenLife());
    var intake =
        new Intake(
            new Intake.Means(
                stage,
                planner,
                recordings,
                clock,
                options.key(),
                options.awsSecret(),
                tokens,
                salt));
    var listening = new Listening(options);
    var control = new Control(book, barriers, faults, recordings, listening, tokens);
    vertx
        .deployVerticle(
            () -> listening.loop(request -> route(request, control, tokens, intake)),
            new DeploymentOptions().setInstances(loops))
        .await();
    return new Simulator(vertx, book, tokenizer, recordings, listening);
  }

  /// The port it listens on, which for port 0 was chosen by the system.
  public int port() {
    return listening.port();
  }

  /// The port with TLS, chosen in the same way; -1 when none was asked for.
  int tlsPort() {
    return listening.tlsPort();
  }

  /// What was loaded with `--recordings`.
  Recordings recordings() {
    return recordings;
  }

  /// Loads what the first counted request would otherwise wait for.
  void warm() {
    tokenizer.warm();
  }

  @Override
  public void close() throws IOException {
    vertx.close().await();
    book.close();
  }

  private static void route(
      HttpServerRequest request, Control control, Tokens tokens, Intake intake) {
    String path = request.path();
    if (path != null && path.startsWith("/sim/")) {
      control.accept(request);
    } else if (path != null && Tokens.has(path)) {
      tokens.accept(request);
    } else {
      intake.accept(request);
    }
  }

  private static Recordings recordings(@Nullable Path folder) throws IOException {
    return folder == null ? Recordings.none() : Recordings.load(folder);
  }

  private static @Nullable OutputStream appendTo(@Nullable Path file) throws IOException {
    return file == null ? null : new FileOutputStream(file.toFile(), true);
  }
}
