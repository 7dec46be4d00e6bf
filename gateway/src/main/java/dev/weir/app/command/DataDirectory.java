package dev.weir.app.command;

import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import dev.weir.view.cli.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/// The data directory as seen from outside.
public record DataDirectory(Path path) {
  /// Belongs to whom this process runs as.
  private static final Path SELF = Path.of("/proc/self");

  public static DataDirectory of(WeirConfig config, Terminal terminal) {
    return new DataDirectory(terminal.path(config.data()).toAbsolutePath().normalize());
  }

  public boolean exists() {
    return Files.isDirectory(path.resolve("journal"));
  }

  public Path firstOperatorKey() {
    return path.resolve("first-operator-key");
  }

  public Path firstRunToken() {
    return path.resolve("first-run-token");
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

  /// Whose files are in it, if this process runs as somebody else: what it wrote there, that owner
  /// could not use. Empty for a directory without a journal.
  public Optional<String> stranger() {
    try {
      return exists() ? stranger(Files.getOwner(SELF)) : Optional.empty();
    } catch (IOException unreadable) {
      // Whether it can be used is then told by its use, with the reason.
      return Optional.empty();
    }
  }

  /// As [#stranger()], for a process of `user`.
  Optional<String> stranger(UserPrincipal user) throws IOException {
    // The journal, not the directory itself: that may be a mount of the system's, open to a group.
    UserPrincipal owner = Files.getOwner(path.resolve("journal"));
    return owner.equals(user) ? Optional.empty() : Optional.of(owner.getName());
  }

  /// Refuses to work on the files of another user.
  void requireOwn() {
    stranger()
        .ifPresent(owner -> {
          throw new CommandFailure(
              Exit.BROKEN,
              "the data directory %s belongs to %s, and this process is not theirs: run it as that"
                      .formatted(path, owner)
                  + " user ('sudo -u %s weir …'), who could not use what others write there"
                      .formatted(owner));
        });
  }

  /// Refuses to make files where those of another user belong. A folder of the system's is for whom
  /// it lets write.
  void requireOwnPlace() {
    Path place = path;
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    try {
      UserPrincipal owner = Files.getOwner(place);
      boolean isSystems = owner.equals(Files.getOwner(Path.of("/")));
      if (!isSystems && !owner.equals(Files.getOwner(SELF))) {
        throw new CommandFailure(
            Exit.BROKEN,
            "%s belongs to %s, who could not use what this process makes there: run it as that user ('sudo -u %s weir …')"
                .formatted(place, owner.getName(), owner.getName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the data directory " + path + " cannot be used", e);
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
