package dev.weir.view.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// How far a receiver has taken the alerts of the journal: a file with one number, the position
/// before which it has taken all. Outlives the process. Owner: one [WebhookSink]; any thread reads.
final class Delivered {
  private final Path file;
  private volatile long before;

  private Delivered(Path file, long before) {
    this.file = file;
    this.before = before;
  }

  /// Opens the record of a receiver. One that is new is told what is raised from now on. Positions
  /// the journal has lost (to a power loss) will be given anew, so the record never exceeds its
  /// end.
  ///
  /// @param end of the journal, before anything is appended
  static Delivered open(Path file, long end) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      long known = Files.exists(file) ? number(file) : Long.MAX_VALUE;
      Delivered delivered = new Delivered(file, known);
      if (known > end) {
        delivered.upTo(end);
      }
      return delivered;
    } catch (IOException e) {
      throw new UncheckedIOException("the record of delivered alerts " + file, e);
    }
  }

  private static long number(Path file) throws IOException {
    String text = Files.readString(file).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s holds one position of the journal, was '%s'; delete it to tell only new alerts"
              .formatted(file, text),
          e);
    }
  }

  String file() {
    return file.getFileName().toString();
  }

  long before() {
    return before;
  }

  /// Everything before a position has been taken. Known at once, and safe from power loss when this
  /// returns.
  void upTo(long position) throws IOException {
    before = position;
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer text = ByteBuffer.wrap((position + "\n").getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
