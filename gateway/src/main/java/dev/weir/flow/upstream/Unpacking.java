package dev.weir.flow.upstream;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Loop;
import dev.weir.base.http.Sending;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Unpacks an answer that came compressed although `identity` was asked for: the meter and the
/// caller get it plain, without `content-encoding` and `content-length`. An encoding that is not
/// known here passes as it is, header included. A body that is broken or unpacks beyond the limits
/// of [Inflation] ends as `CUT`.
///
/// While the caller pauses nothing is unpacked, so that a small packed chunk does not become a
/// large buffer. Owned by the loop; as a [Sending] it may be used from any thread.
final class Unpacking implements AnswerSink, Sending {
  private final Loop loop;
  private final AnswerSink sink;
  private @Nullable Sending under;
  private @Nullable Inflation inflation;
  private @Nullable Runnable ending;
  private boolean paused;
  private boolean unpacking;
  private boolean over;

  Unpacking(Loop loop, AnswerSink sink) {
    this.loop = loop;
    this.sink = sink;
  }

  Sending over(Sending sending) {
    under = sending;
    return this;
  }

  @Override
  public void connected(boolean fresh) {
    sink.connected(fresh);
  }

  @Override
  public void head(int status, Headers headers) {
    Optional<Inflation> known = headers.get("content-encoding").flatMap(Unpacking::inflation);
    inflation = known.orElse(null);
    sink.head(
        status,
        known.isPresent()
            ? headers.without("content-encoding").without("content-length")
            : headers);
  }

  private static Optional<Inflation> inflation(String encoding) {
    return Inflation.of(encoding.strip().toLowerCase(Locale.ROOT));
  }

  @Override
  public void chunk(byte[] bytes) {
    if (inflation == null) {
      sink.chunk(bytes);
    } else if (!over) {
      inflation.add(bytes);
      unpack();
    }
  }

  @Override
  public void end() {
    finish(() -> {
      if (inflation == null || inflation.isComplete()) {
        sink.end();
      } else {
        sink.failed(new Failure(Failure.Kind.CUT, "the compressed answer ends too early"));
      }
    });
  }

  @Override
  public void failed(Failure failure) {
    finish(() -> sink.failed(failure));
  }

  /// What has come is told before the end.
  private void finish(Runnable told) {
    if (inflation == null) {
      told.run();
      return;
    }
    ending = told;
    unpack();
  }

  private void unpack() {
    if (unpacking || inflation == null) {
      return;
    }
    unpacking = true;
    try {
      byte[] piece = pieceUnlessPaused(inflation);
      while (piece.length > 0) {
        sink.chunk(piece);
        piece = pieceUnlessPaused(inflation);
      }
      if (!paused && !over && ending != null) {
        over = true;
        ending.run();
      }
    } catch (Inflation.Broken broken) {
      cancelUnder();
      over = true;
      sink.failed(
          new Failure(
              Failure.Kind.CUT, "the compressed answer is not passed on: " + broken.getMessage()));
    } finally {
      unpacking = false;
      if (over) {
        inflation.close();
      }
    }
  }

  private byte[] pieceUnlessPaused(Inflation packed) throws Inflation.Broken {
    return paused || over ? new byte[0] : packed.next();
  }

  @Override
  public void cancel() {
    cancelUnder();
    loop.run(() -> {
      over = true;
      if (inflation != null && !unpacking) {
        inflation.close();
      }
    });
  }

  private void cancelUnder() {
    if (under != null) {
      under.cancel();
    }
  }

  @Override
  public void pause() {
    if (under != null) {
      under.pause();
    }
    loop.run(() -> paused = true);
  }

  @Override
  public void resume() {
    loop.run(() -> {
      paused = false;
      unpack();
      if (!paused && under != null) {
        under.resume();
      }
    });
  }
}
