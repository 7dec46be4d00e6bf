package dev.weir.app.backup;

import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Folders for backups and of data: empty before, readable by their owner only.
final class Folders {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private Folders() {}

  /// A folder to fill: one that is new, or empty.
  ///
  /// @param what it is, for the message
  /// @param advice what to do when something is in it
  static void makeEmpty(Path folder, String what, String advice) throws IOException {
    if (Files.exists(folder)) {
      requireEmpty(folder, what, advice);
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  static void requireEmpty(Path folder, String what, String advice) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> list = Files.list(folder)) {
      List<String> names = list.map(each -> each.getFileName().toString()).sorted().toList();
      if (!names.isEmpty()) {
        throw new CommandFailure(
            Exit.REFUSED,
            "the %s %s is not empty, it has '%s': %s"
                .formatted(what, folder, names.getFirst(), advice));
      }
    }
  }

  /// Removes folders in which no file is left.
  static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /// Makes a file's content, or a folder's names, survive power loss.
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
