package dev.weir.base.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Lines in a file; a full one becomes `NAME.1`, that `NAME.2`, and so on, the oldest is deleted.
/// Only its owner can read it. A line that cannot be written goes to standard error, with the
/// reason. Guarded by itself.
public final class RotatingFile implements Outlet {
  private final Path file;
  private final long bytesMax;
  private final int files;
  private final PrintWriter otherwise;
  private OutputStream out;
  private boolean isOpen = true;
  private long bytes;

  /// Opens it, or continues it.
  ///
  /// @param bytesMax of one file; a longer line has a file of its own
  /// @param files kept, the current one included
  /// @param otherwise where lines go that cannot be written
  public RotatingFile(Path file, long bytesMax, int files, PrintWriter otherwise) {
    this.file = file.toAbsolutePath();
    this.bytesMax = bytesMax;
    this.files = files;
    this.otherwise = otherwise;
    try {
      Files.createDirectories(this.file.getParent());
      out = open();
    } catch (IOException e) {
      throw new UncheckedIOException("the log file " + file + " cannot be written", e);
    }
  }

  private OutputStream open() throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    bytes = Files.size(file);
    return Files.newOutputStream(file, StandardOpenOption.APPEND);
  }

  @Override
  public synchronized void line(String text) {
    byte[] line = (text + "\n").getBytes(UTF_8);
    try {
      if (!isOpen) {
        reopen();
      }
      if (bytes > 0 && bytes + line.length > bytesMax) {
        rotate();
      }
      out.write(line);
      bytes += line.length;
    } catch (IOException e) {
      otherwise.println("the log file " + file + " cannot be written: " + e);
      otherwise.println(text);
    }
  }

  private void rotate() throws IOException {
    isOpen = false;
    out.close();
    // Somebody else may have set it aside: then there is nothing to make room for.
    if (Files.exists(file)) {
      setAside();
    }
    reopen();
  }

  /// Moves no more than is needed to make room: where a number is free, as after a rotation that
  /// failed half-way, the older ones keep theirs.
  private void setAside() throws IOException {
    if (files == 1) {
      Files.delete(file);
      return;
    }
    int last = 1;
    while (last < files - 1 && Files.exists(numbered(last))) {
      last++;
    }
    for (int number = last; number >= 1; number--) {
      Path from = number == 1 ? file : numbered(number - 1);
      Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Where this fails the next line tries it again, and sets nothing aside before it.
  private void reopen() throws IOException {
    out = open();
    isOpen = true;
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      otherwise.println("the log file " + file + " cannot be closed: " + e);
    }
  }
}
