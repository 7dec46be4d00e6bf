package dev.weir.base.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A [Disk] of real files, owned through an exclusive lock on `journal.lock`.
public final class FileDisk implements Disk {
  private static final String LOCK = "journal.lock";

  private final Path folder;
  private final FileChannel lock;

  private FileDisk(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Takes possession of a folder, making it if needed. A [JournalException] says who owns it
  /// otherwise, or why it cannot be written.
  public static FileDisk own(Path folder) {
    try {
      Files.createDirectories(folder.resolve("archive"));
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!lock(channel)) {
        try (channel) {
          throw JournalException.inUse(
              "%s is in use by process %s; stop it, or use another data directory"
                  .formatted(folder, holder(channel)));
        }
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
          0);
      return new FileDisk(folder, channel);
    } catch (IOException e) {
      throw new JournalException("%s cannot be written: %s".formatted(folder, e), e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException ownedByThisProcess) {
      return false;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    int length = Math.max(channel.read(text, 0), 0);
    return length == 0 ? "unknown" : new String(text.array(), 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public List<String> list() throws IOException {
    return names(folder);
  }

  /// As [#list], of a folder that may be owned by anybody.
  static List<String> names(Path folder) throws IOException {
    return LiveFolder.within(folder, 2).stream()
        .filter(Files::isRegularFile)
        .map(path -> folder.relativize(path).toString())
        .filter(name -> !name.equals(LOCK))
        .sorted()
        .toList();
  }

  @Override
  public SegmentFile create(String name) throws IOException {
    return new ChannelFile(
        FileChannel.open(
            folder.resolve(name),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  @Override
  public SegmentFile open(String name) throws IOException {
    return new ChannelFile(
        FileChannel.open(folder.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Path target = folder.resolve(to);
    Files.move(folder.resolve(from), target, StandardCopyOption.ATOMIC_MOVE);
    Path parent = target.getParent();
    syncFolder(parent == null ? folder : parent);
  }

  @Override
  public void remove(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /// A name is durable once its folder is; POSIX systems allow a folder to be opened and synced.
  private static void syncFolder(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private record ChannelFile(FileChannel channel) implements SegmentFile {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
      return channel.read(target, offset);
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
      long at = offset;
      while (source.hasRemaining()) {
        at += channel.write(source, at);
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
