package dev.weir.app.command;

import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The data directory as seen from outside.
public record DataDirectory(Path path) {
  public static DataDirectory of(WeirConfig config, Terminal terminal) {
    return new DataDirectory(terminal.path(config.data()).toAbsolutePath().normalize());
  }

  public boolean exists() {
    return Files.isDirectory(path.resolve("journal"));
  }

  public Path firstOperatorKey() {
    return path.resolve("first-operator-key");
  }

  /// The process that uses it now: its id as it wrote it, or `unknown`; empty if nobody does.
  public Optional<String> user() {
    Path lock = path.resolve("journal").resolve("journal.lock");
    if (!Files.exists(lock)) {
      return Optional.empty();
    }
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return isFree(channel) ? Optional.empty() : Optional.of(holder(channel));
    } catch (IOException unreadable) {
      // Whether it can be used is then told by its use, with the reason.
      return Optional.empty();
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try (FileLock held = channel.tryLock()) {
      return held != null;
    } catch (OverlappingFileLockException ownProcess) {
      return false;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    int length = Math.max(channel.read(text, 0), 0);
    return length == 0 ? "unknown" : new String(text.array(), 0, length, StandardCharsets.UTF_8);
  }
}
