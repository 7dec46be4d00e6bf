package dev.weir.view.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/// Answers made smaller for the way. A page holds a secret of its session and what a link said,
/// both in one packed text: another site cannot measure its length, for the session's cookie does
/// not travel with what that site asks for.
final class Packing {
  private static final int WORTH_BYTES = 1_024;

  private Packing() {}

  static boolean isTaken(Asked asked) {
    return asked.headers().all("accept-encoding").stream().anyMatch(it -> it.contains("gzip"));
  }

  static Reply packed(Asked asked, Reply reply) {
    if (reply.body().length < WORTH_BYTES
        || !isTaken(asked)
        || reply.headers().get("content-encoding").isPresent()) {
      return reply;
    }
    return new Reply(reply.status(), reply.headers(), gzip(reply.body()))
        .with("content-encoding", "gzip")
        .with("vary", "accept-encoding");
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4);
    try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
      packing.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes everything", e);
    }
    return out.toByteArray();
  }
}
