package dev.weir.base.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A [Disk] in memory that fails as it is told: no room, read-only, a write that breaks off at a
/// given byte, the process killed, power lost with unsynced sectors kept or lost at random. Safe
/// for the journal's threads.
public final class MemoryDisk implements Disk {
  private static final int SECTOR = 512;

  private final Map<String, Content> files = new TreeMap<>();
  private long roomLeft = Long.MAX_VALUE;
  private long bytesUntilBreak = Long.MAX_VALUE;
  private boolean readOnly;
  private boolean defective;
  private boolean broken;

  private static final class Content {
    private byte[] visible = new byte[0];
    private byte[] synced = new byte[0];
  }

  /// Lets files grow by so many bytes together, then `ENOSPC`.
  public synchronized void roomLeft(long bytes) {
    roomLeft = bytes;
  }

  public synchronized void readOnly(boolean value) {
    readOnly = value;
  }

  /// Has every operation throw what only a defect does.
  public synchronized void defective(boolean value) {
    defective = value;
  }

  /// After so many more bytes written, the write breaks off there and every operation is an I/O
  /// error.
  public synchronized void breakAfter(long bytes) {
    bytesUntilBreak = bytes;
  }

  /// The disk as a new process finds it after `kill -9`: what was written is there.
  public synchronized MemoryDisk afterKill() {
    MemoryDisk disk = new MemoryDisk();
    files.forEach((name, content) -> disk.put(name, content.visible));
    return disk;
  }

  /// The disk as it is found after power loss: what was synced is there; of the rest each sector is
  /// there or not.
  public synchronized MemoryDisk afterPowerLoss(RandomGenerator random) {
    MemoryDisk disk = new MemoryDisk();
    files.forEach((name, content) -> disk.put(name, torn(content, random)));
    return disk;
  }

  private static byte[] torn(Content content, RandomGenerator random) {
    boolean keepsLength = random.nextBoolean();
    int length = keepsLength ? content.visible.length : content.synced.length;
    byte[] bytes = Arrays.copyOf(content.synced, length);
    for (int at = 0; at < length; at += SECTOR) {
      if (random.nextBoolean()) {
        int end = Math.min(Math.min(at + SECTOR, length), content.visible.length);
        if (end > at) {
          System.arraycopy(content.visible, at, bytes, at, end - at);
        }
      }
    }
    return bytes;
  }

  public synchronized byte[] bytes(String name) {
    return contentOf(name).visible.clone();
  }

  public synchronized void put(String name, byte[] bytes) {
    Content content = new Content();
    content.visible = bytes.clone();
    content.synced = bytes.clone();
    files.put(name, content);
  }

  /// Flips bits of one byte, as decay would.
  public synchronized void corrupt(String name, int offset, int mask) {
    Content content = contentOf(name);
    content.visible[offset] ^= (byte) mask;
    content.synced[offset] ^= (byte) mask;
  }

  @Override
  public synchronized List<String> list() throws IOException {
    check();
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized SegmentFile create(String name) throws IOException {
    checkWritable();
    Content content = new Content();
    files.put(name, content);
    return new Handle(content);
  }

  @Override
  public synchronized SegmentFile open(String name) throws IOException {
    check();
    if (!files.containsKey(name)) {
      throw new NoSuchFileException(name);
    }
    return new Handle(contentOf(name));
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    checkWritable();
    if (!files.containsKey(from)) {
      throw new NoSuchFileException(from);
    }
    Content content = contentOf(from);
    files.remove(from);
    files.put(to, content);
  }

  @Override
  public synchronized void remove(String name) throws IOException {
    checkWritable();
    if (files.containsKey(name)) {
      roomLeft = roomLeft == Long.MAX_VALUE ? roomLeft : roomLeft + size(name);
      files.remove(name);
    }
  }

  @Override
  public void close() {}

  /// Sizes by name, for a test that accounts for room.
  public synchronized Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new HashMap<>();
    files.forEach((name, content) -> sizes.put(name, content.visible.length));
    return sizes;
  }

  private int size(String name) {
    return contentOf(name).visible.length;
  }

  private Content contentOf(String name) {
    Content content = files.get(name);
    if (content == null) {
      throw new IllegalArgumentException("no file " + name + " in " + files.keySet());
    }
    return content;
  }

  private void check() throws IOException {
    if (defective) {
      throw new IllegalStateException("a defect");
    }
    if (broken) {
      throw new IOException("Input/output error");
    }
  }

  private void checkWritable() throws IOException {
    check();
    if (readOnly) {
      throw new IOException("Read-only file system");
    }
  }

  private final class Handle implements SegmentFile {
    private final Content content;

    private Handle(Content content) {
      this.content = content;
    }

    @Override
    public long size() throws IOException {
      synchronized (MemoryDisk.this) {
        check();
        return content.visible.length;
      }
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
      synchronized (MemoryDisk.this) {
        check();
        if (offset >= content.visible.length) {
          return -1;
        }
        int count = (int) Math.min(target.remaining(), content.visible.length - offset);
        target.put(content.visible, (int) offset, count);
        return count;
      }
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
      synchronized (MemoryDisk.this) {
        checkWritable();
        int wanted = source.remaining();
        int fits = Math.min(grow(offset, wanted), (int) Math.min(wanted, bytesUntilBreak));
        source.get(content.visible, (int) offset, fits);
        if (bytesUntilBreak != Long.MAX_VALUE) {
          bytesUntilBreak -= fits;
          broken = bytesUntilBreak == 0;
        }
        check();
        if (fits < wanted) {
          throw new IOException("No space left on device");
        }
      }
    }

    /// How many of the bytes fit, after making the file longer by those.
    private int grow(long offset, int wanted) {
      long more = Math.max(0, offset + wanted - content.visible.length);
      long granted = Math.min(more, roomLeft);
      if (granted > 0) {
        content.visible =
            Arrays.copyOf(content.visible, Math.toIntExact(content.visible.length + granted));
        roomLeft = roomLeft == Long.MAX_VALUE ? roomLeft : roomLeft - granted;
      }
      return Math.toIntExact(wanted - (more - granted));
    }

    @Override
    public void sync() throws IOException {
      synchronized (MemoryDisk.this) {
        check();
        content.synced = content.visible.clone();
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (MemoryDisk.this) {
        checkWritable();
        if (size < content.visible.length) {
          content.visible = Arrays.copyOf(content.visible, (int) size);
        }
      }
    }

    @Override
    public void close() {}
  }
}
