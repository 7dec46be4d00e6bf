package dev.weir.app.backup;

import dev.weir.view.cli.CommandFailure;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;

/// A backup as one file: a zip of what its folder holds, the manifest last.
///
/// @param path ends in [#SUFFIX]
record PackedFile(Path path) {
  static final String SUFFIX = ".zip";

  static boolean isMeant(Path target) {
    return target.toString().endsWith(SUFFIX);
  }

  /// Where the backup is made before it is packed.
  Path folder() {
    return path.resolveSibling(path.getFileName() + ".making");
  }

  void requireNew() {
    if (Files.exists(path)) {
      throw new CommandFailure(
          Exit.REFUSED, "the file %s is there already: a backup is a new one".formatted(path));
    }
  }

  /// Moves a finished backup into the file, which gets its name when it has survived a loss of
  /// power. What is packed is removed at once: the disk needs room for one more file, not for two
  /// backups.
  ///
  /// @param manifest its files, packed last
  void pack(Path folder, List<String> manifest) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.WRITE);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files(folder)) {
        String name = folder.relativize(file).toString();
        if (!manifest.contains(name)) {
          move(file, name, zip);
        }
      }
      for (String name : manifest) {
        move(folder.resolve(name), name, zip);
      }
    }
    Folders.sync(unfinished);
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    Folders.sync(path.toAbsolutePath().resolveSibling(""));
    Folders.remove(folder);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void move(Path file, String name, ZipOutputStream zip) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Files.copy(file, zip);
    zip.closeEntry();
    Files.delete(file);
  }

  /// The folder within; closed by the caller.
  FileSystem open() throws IOException {
    try {
      return FileSystems.newFileSystem(path);
    } catch (ProviderNotFoundException | ZipException noZip) {
      throw new CommandFailure(
          Exit.BROKEN,
          "%s is no finished backup: it is not a whole zip file (%s)"
              .formatted(path, noZip.getMessage()));
    }
  }
}
